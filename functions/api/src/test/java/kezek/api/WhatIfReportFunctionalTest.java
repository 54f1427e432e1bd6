package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import kezek.api.ApiDriver.Answer;
import kezek.domain.Ids;
import kezek.domain.Place;
import kezek.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Uses the offices and managers of [ReportTeam].
class WhatIfReportFunctionalTest {

    private final ReportTeam team = new ReportTeam();
    private final ApiDriver api = team.api;
    private final World world = api.world;

    @Test
    void whatIf_plansBothWays_fromTheStateBeforeTheImport_andStoresNothing() {
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);
        var before = List.copyOf(world.dynamoDb.items());

        JsonNode report = team.whatIf("{\"import\":\"sample\",\"rules\":{\"strategy\":\"optimal\"}}")
                .json();

        assertThat(report.path("planned").asInt()).isEqualTo(5);
        assertThat(report.path("not_planned").asInt()).isEqualTo(1);
        assertThat(report.at("/current/assigned").asInt()).isEqualTo(5);
        assertThat(report.at("/current/unassigned")).isEmpty();
        assertThat(report.at("/current/balance/sum_of_squares").asInt())
                .as("in turns, Асель 6 and Болат 2")
                .isEqualTo(36 + 4);
        assertThat(report.at("/changed/balance/sum_of_squares").asInt())
                .as("Асель 5 and Болат 3")
                .isEqualTo(25 + 9);
        assertThat(report.at("/changed/distance/mean_km").asDouble()).isZero();
        assertThat(report.at("/moves/total").asInt()).isEqualTo(1);
        JsonNode move = report.at("/moves/items/0");
        assertThat(move.path("ticket_id").asText()).isEqualTo(World.id(3));
        assertThat(move.at("/from/manager_name").asText()).isEqualTo("Асель");
        assertThat(move.at("/to/manager_name").asText()).isEqualTo("Болат");
        assertThat(move.at("/to/manager_id").asText()).isEqualTo(Ids.manager("Болат", "Астана"));
        assertThat(move.at("/to/business_unit_name").asText()).isEqualTo("Астана");
        assertThat(world.dynamoDb.items()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void whatIfAManagerIsAbsent_theOthersTakeTheirTickets() {
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);

        JsonNode report = team.whatIfManager("{\"name\":\"болат\",\"office\":\"АСТАНА\",\"absent\":true}")
                .json();

        assertThat(report.at("/current/managers").asInt()).isEqualTo(3);
        assertThat(report.at("/changed/managers").asInt()).isEqualTo(2);
        assertThat(report.at("/changed/balance/max_load").asInt()).isEqualTo(3 + 5);
        assertThat(movedTickets(report)).containsExactly(World.id(1), World.id(5));
    }

    @Test
    void whatIfAManagerLosesASkill_theTicketsGoFarther_orNowhere() {
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);
        String change = "{\"name\":\"Асель\",\"office\":\"Астана\",\"skills\":[\" kz \"]}";

        JsonNode farther = team.whatIfManager(change).json();
        JsonNode nowhere = team.whatIf(
                        "{\"import\":\"sample\",\"rules\":{\"fallback\":\"none\"},\"managers\":[" + change + "]}")
                .json();

        assertThat(farther.at("/changed/offices/1/business_unit_name").asText()).isEqualTo("Алматы");
        assertThat(farther.at("/changed/offices/1/tickets").asInt()).isEqualTo(2);
        assertThat(farther.at("/changed/distance/tickets").asInt()).isEqualTo(5);
        assertThat(farther.at("/changed/distance/total_km").asDouble()).isBetween(1_900.0, 2_000.0);
        assertThat(nowhere.at("/changed/unassigned/NOBODY_ELIGIBLE_IN_OFFICE").asInt())
                .isEqualTo(2);
        assertThat(nowhere.at("/changed/assigned").asInt()).isEqualTo(3);
        assertThat(StreamSupport.stream(nowhere.at("/moves/items").spliterator(), false)
                        .filter(move -> move.path("to").isNull())
                        .map(move -> move.path("ticket_id").asText()))
                .containsExactly(World.id(2), World.id(4));
    }

    @Test
    void whatIfSomebodyComes_theyTakeTheirPart() {
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);

        JsonNode report = team.whatIf(
                        "{\"import\":\"sample\",\"rules\":{\"strategy\":\"optimal\"},\"managers\":["
                                + "{\"name\":\"Гуля\",\"office\":\"Астана\",\"new\":true,\"skills\":[\"vip\"],\"baseline\":1}]}")
                .json();

        assertThat(report.at("/changed/managers").asInt()).isEqualTo(4);
        assertThat(report.at("/changed/balance/sum_of_squares").asInt())
                .as("Асель 3, Болат 3, Гуля 3")
                .isEqualTo(27);
        assertThat(report.at("/moves/items").toString()).contains("Гуля");
    }

    @Test
    void hubTurnsOfTheImport_areGivenBack() {
        api.add(1, "Mass", "");
        team.analyse(1, new Place.Unknown("gazetteer"));
        team.assign(1, "Болат", ReportTeam.PLANNED, true);

        JsonNode report = team.whatIf("{\"import\":\"sample\",\"rules\":{\"hub_offices\":[\"Алматы\",\"Астана\"]}}")
                .json();

        assertThat(report.at("/moves/items/0/from/business_unit_name").asText()).isEqualTo("Астана");
        assertThat(report.at("/moves/items/0/to/business_unit_name").asText()).isEqualTo("Алматы");
        assertThat(report.at("/current/distance/tickets").asInt()).isZero();
        assertThat(report.at("/current/distance/mean_km").isNull()).isTrue();
    }

    /// Болат took the ticket as the first of the pair (Болат, Асель), so the next turn belongs to Асель.
    /// Before the import, it belonged to Болат.
    @Test
    void turnsOfPairsThatTheImportTook_areGivenBack() {
        api.add(1, "Mass", "");
        team.analyse(1, ReportTeam.ASTANA);
        String first = Ids.manager("Болат", "Астана");
        String second = Ids.manager("Асель", "Астана");
        String turn = "{\"first_manager_id\":\"" + first + "\",\"second_manager_id\":\"" + second + "\",\"number\":1}";
        team.assign(1, "Болат", "{\"turn\":" + turn + "}", Set.of(second), false);

        JsonNode report = team.whatIf("{\"import\":\"sample\",\"rules\":{\"strategy\":\"least-loaded\"}}")
                .json();

        assertThat(report.at("/current/balance/max_load").asInt())
                .as("Асель 3, Болат 1")
                .isEqualTo(3);
        assertThat(report.at("/moves/total").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]                                              | not a JSON object",
                "{\"rules\":{}}                                  | \"import\" must be the id of an import",
                "{\"import\":\"sample\"}                         | changes nothing; give it \"rules\" or \"managers\"",
                "{\"import\":\"sample\",\"managers\":[]}         | changes nothing",
                "{\"import\":\"sample\",\"rule\":{}}             | unknown field \"rule\"; known are \"import\", \"man",
                "{\"import\":\"sample\",\"rules\":[]}            | \"rules\", the whole of it: expected an object",
                "{\"import\":\"sample\",\"rules\":{\"x\":1}}     | \"rules\", x: there is no such rule; expected one of",
                "{\"import\":\"sample\",\"rules\":{\"strategy\":\"best\"}} | is no strategy; expected one of [top-two-",
                "{\"import\":\"sample\",\"rules\":{\"fallback\":[]}} | \"rules\", fallback: expected a text",
                "{\"import\":\"sample\",\"managers\":{}}         | \"managers\" must be a list of at most 1000",
            })
    void bodyThatIsWrong_isRefused_andSaysWhere(String body, String message) {
        Answer answer = team.whatIf(body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("BAD_BODY");
        assertThat(answer.errorMessage()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "1                                               | \"managers[0]\" must be an object",
                "{\"office\":\"Астана\"}                         | \"managers[0].name\" must be a text",
                "{\"name\":\"Болат\",\"absent\":true}            | \"managers[0].office\" must be a text",
                "{BOLAT}                                         | \"managers[0]\" changes nothing; add \"skills\"",
                "{BOLAT,\"skill\":[]}                            | unknown field \"managers[0].skill\"",
                "{BOLAT,\"skills\":\"VIP\"}                      | \"managers[0].skills\" must be a list of texts",
                "{BOLAT,\"skills\":[\"VIP\",7]}                  | \"managers[0].skills[1]\" must be a text",
                "{BOLAT,\"position\":7}                          | \"managers[0].position\" must be a text",
                "{BOLAT,\"baseline\":-1}                         | \"managers[0].baseline\" must be a whole number",
                "{BOLAT,\"baseline\":1.5}                        | \"managers[0].baseline\" must be a whole number",
                "{BOLAT,\"absent\":\"yes\"}                      | \"managers[0].absent\" must be true or false",
                "{BOLAT,\"absent\":true,\"baseline\":1}          | \"managers[0]\" is absent and takes nothing",
                "{BOLAT,\"new\":true}                            | \"managers[0].new\" contradicts the roster",
                "{\"name\":\"Б\",\"office\":\"Астана\",\"absent\":true} | \"managers[0]\" is not in the roster",
                "{\"name\":\"Б\",\"office\":\"Тараз\",\"new\":true} | \"managers[0].office\" is not among the offices",
                "{BOLAT,\"absent\":true},{BOLAT,\"baseline\":1}  | \"managers[1]\" repeats an earlier manager",
            })
    void changeOfAManagerThatIsWrong_isRefused_andSaysWhere(String managers, String message) {
        Answer answer = team.whatIfManager(managers.replace("BOLAT", "\"name\":\"Болат\",\"office\":\"Астана\""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains(message);
    }

    private static List<String> movedTickets(JsonNode report) {
        return StreamSupport.stream(report.at("/moves/items").spliterator(), false)
                .map(move -> move.path("ticket_id").asText())
                .toList();
    }
}
