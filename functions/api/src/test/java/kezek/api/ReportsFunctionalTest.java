package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import kezek.api.ApiDriver.Answer;
import kezek.api.imports.ImportLookup;
import kezek.api.reports.ReportedImport;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Workload;
import kezek.http.HttpError;
import kezek.http.Json;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTickets;
import kezek.routing.ManagerUpdate;
import kezek.testing.Analyses;
import kezek.waves.ReadyTicket;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Астана has Асель, who may take VIP and has 3 open outside Kezek, and Болат, who has nothing to do;
/// Алматы has Вера, who may take VIP. All clients live in Астана.
class ReportsFunctionalTest {

    private static final Place ASTANA = new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана");
    private static final String PLANNED = "{\"chosen_manager_id\":\"the text \\\"by_hand\\\": is no field\"}";

    private final ApiDriver api = new ApiDriver();
    private final World world = api.world;

    @BeforeEach
    void addRoster() {
        world.imports.create(World.IMPORT, ApiDriver.NOW);
        world.rosters.beginLoading("r1", ApiDriver.NOW);
        world.rosters.save(office("Астана", 51.1, 71.4, 1), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(office("Алматы", 43.2, 76.9, 2), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(manager("Асель", "Астана", Set.of("VIP", "KZ"), 3, 1), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(manager("Болат", "Астана", Set.of(), 0, 2), new Edition(ApiDriver.NOW, ""));
        world.rosters.save(manager("Вера", "Алматы", Set.of("VIP"), 0, 3), new Edition(ApiDriver.NOW, ""));
        world.rosters.finishLoading("r1");
    }

    @Test
    void balance_isThatOfTheLoads_besideTheOptimumForTheSameTickets() {
        addSixTicketsOfWhichAselHasFour(PLANNED);

        JsonNode report =
                api.get("/api/reports/balance", "import", World.IMPORT).json();

        assertThat(report.path("import").asText()).isEqualTo(World.IMPORT);
        assertThat(report.path("tickets").asInt()).isEqualTo(4);
        assertThat(report.path("fixed").asInt()).isZero();
        assertThat(report.path("managers").asInt()).isEqualTo(3);
        assertThat(report.path("actual"))
                .as("Асель 7, Болат 0, Вера 0")
                .isEqualTo(Json.readStored("{\"total_load\":7,\"max_load\":7,\"sum_of_squares\":49,\"spread\":0,"
                        + "\"jain_index\":0.3333}"));
        assertThat(report.path("optimal"))
                .as("Асель 4, Болат 3, Вера 0")
                .isEqualTo(Json.readStored("{\"total_load\":7,\"max_load\":4,\"sum_of_squares\":25,\"spread\":0,"
                        + "\"jain_index\":0.6533}"));
        assertThat(report.path("offices")).hasSize(1);
        assertThat(report.at("/offices/0/business_unit_id").asText()).isEqualTo(Ids.office("Астана"));
        assertThat(report.at("/offices/0/business_unit_name").asText()).isEqualTo("Астана");
        assertThat(report.at("/offices/0/tickets").asInt()).isEqualTo(4);
        assertThat(report.at("/offices/0/managers").asInt()).isEqualTo(2);
        assertThat(report.at("/offices/0/optimal/jain_index").asDouble()).isEqualTo(0.98);
    }

    @Test
    void ticketThatAPersonGaveAway_staysWhereItIs() {
        addSixTicketsOfWhichAselHasFour(PLANNED);
        String vera = Ids.manager("Вера", "Алматы");
        assertThat(api.patch(1, "{\"manager_id\":\"" + vera + "\"}").status()).isEqualTo(200);

        JsonNode report =
                api.get("/api/reports/balance", "import", World.IMPORT).json();

        assertThat(report.path("fixed").asInt()).isEqualTo(1);
        assertThat(report.at("/actual/sum_of_squares").asInt())
                .as("Асель 6, Болат 0, Вера 1")
                .isEqualTo(37);
        assertThat(report.at("/optimal/sum_of_squares").asInt())
                .as("Асель 4, Болат 2, Вера 1")
                .isEqualTo(21);
        assertThat(report.at("/offices/1/business_unit_name").asText()).isEqualTo("Алматы");
        assertThat(report.at("/offices/1/tickets").asInt()).isEqualTo(1);
    }

    @Test
    void closedTicket_weighsNothing() {
        addSixTicketsOfWhichAselHasFour(PLANNED);
        assertThat(api.patch(1, "{\"status\":\"CLOSED\"}").status()).isEqualTo(200);

        JsonNode report =
                api.get("/api/reports/balance", "import", World.IMPORT).json();
        JsonNode whatIf = whatIf("{\"import\":\"sample\",\"rules\":{}}").json();

        assertThat(report.path("tickets").asInt()).isEqualTo(3);
        assertThat(report.at("/actual/max_load").asInt()).isEqualTo(6);
        assertThat(whatIf.path("planned").asInt())
                .as("what was to be given out was more than what is open")
                .isEqualTo(5);
    }

    @Test
    void balanceOfAnImportWithoutTickets_isThatOfTheWorkOutside() {
        JsonNode report =
                api.get("/api/reports/balance", "import", World.IMPORT).json();

        assertThat(report.path("tickets").asInt()).isZero();
        assertThat(report.at("/actual/total_load").asInt()).isEqualTo(3);
        assertThat(report.path("offices")).isEmpty();
    }

    @Test
    void balanceWithoutAnImport_is400_andOfAnUnknownOne_404() {
        Answer missing = api.get("/api/reports/balance");
        Answer unknown = api.get("/api/reports/balance", "import", "nobody");
        Answer whatIf = whatIf("{\"import\":\"nobody\",\"rules\":{}}");

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.errorMessage()).contains("\"import\" is missing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(whatIf.status()).isEqualTo(404);
        assertThat(whatIf.errorMessage()).contains("GET /api/imports");
    }

    @Test
    void importThatIsTooLarge_isRefused_andSaysTheLimit() {
        api.add(1, 20);

        assertThat(reported(20).tickets(World.IMPORT)).hasSize(20);
        assertThatThrownBy(() -> reported(19).tickets(World.IMPORT))
                .isInstanceOfSatisfying(
                        HttpError.class,
                        refused -> assertThat(refused.toResponse().status()).isEqualTo(422))
                .hasMessageContaining("more than 19 tickets");
    }

    @Test
    void importReadInSmallPages_isWhole_andDeletedTicketsAreLeftOut() {
        world.dynamoDb.pageAfter(2);
        api.add(1, 50);
        api.bury(7);

        assertThat(reported(1_000).tickets(World.IMPORT)).hasSize(49);
    }

    @Test
    void whatIf_plansBothWays_fromTheStateBeforeTheImport_andStoresNothing() {
        addSixTicketsOfWhichAselHasFour(PLANNED);
        var before = List.copyOf(world.dynamoDb.items());

        JsonNode report = whatIf("{\"import\":\"sample\",\"rules\":{\"strategy\":\"optimal\"}}")
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
        addSixTicketsOfWhichAselHasFour(PLANNED);

        JsonNode report = whatIfManager("{\"name\":\"болат\",\"office\":\"АСТАНА\",\"absent\":true}")
                .json();

        assertThat(report.at("/current/managers").asInt()).isEqualTo(3);
        assertThat(report.at("/changed/managers").asInt()).isEqualTo(2);
        assertThat(report.at("/changed/balance/max_load").asInt()).isEqualTo(3 + 5);
        assertThat(movedTickets(report)).containsExactly(World.id(1), World.id(5));
    }

    @Test
    void whatIfAManagerLosesASkill_theTicketsGoFarther_orNowhere() {
        addSixTicketsOfWhichAselHasFour(PLANNED);
        String change = "{\"name\":\"Асель\",\"office\":\"Астана\",\"skills\":[\" kz \"]}";

        JsonNode farther = whatIfManager(change).json();
        JsonNode nowhere = whatIf(
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
        addSixTicketsOfWhichAselHasFour(PLANNED);

        JsonNode report = whatIf(
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
        analyse(1, new Place.Unknown("gazetteer"));
        assign(1, "Болат", PLANNED, true);

        JsonNode report = whatIf("{\"import\":\"sample\",\"rules\":{\"hub_offices\":[\"Алматы\",\"Астана\"]}}")
                .json();

        assertThat(report.at("/moves/items/0/from/business_unit_name").asText()).isEqualTo("Астана");
        assertThat(report.at("/moves/items/0/to/business_unit_name").asText()).isEqualTo("Алматы");
        assertThat(report.at("/current/distance/tickets").asInt()).isZero();
        assertThat(report.at("/current/distance/mean_km").isNull()).isTrue();
    }

    /// Болат took the ticket as the first of the pair (Болат, Асель), so the next turn is that of Асель;
    /// before the import it was that of Болат.
    @Test
    void turnsOfPairsThatTheImportTook_areGivenBack() {
        api.add(1, "Mass", "");
        analyse(1, ASTANA);
        String first = Ids.manager("Болат", "Астана");
        String second = Ids.manager("Асель", "Астана");
        String turn = "{\"first_manager_id\":\"" + first + "\",\"second_manager_id\":\"" + second + "\",\"number\":1}";
        assign(1, "Болат", "{\"turn\":" + turn + "}", Set.of(second), false);

        JsonNode report = whatIf("{\"import\":\"sample\",\"rules\":{\"strategy\":\"least-loaded\"}}")
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
        Answer answer = whatIf(body);

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
                "{\"name\":\"Б\",\"office\":\"Астана\",\"absent\":true} | \"managers[0]\" names nobody",
                "{\"name\":\"Б\",\"office\":\"Тараз\",\"new\":true} | \"managers[0].office\" is not among the offices",
                "{BOLAT,\"absent\":true},{BOLAT,\"baseline\":1}  | \"managers[1]\" repeats an earlier manager",
            })
    void changeOfAManagerThatIsWrong_isRefused_andSaysWhere(String managers, String message) {
        Answer answer = whatIfManager(managers.replace("BOLAT", "\"name\":\"Болат\",\"office\":\"Астана\""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains(message);
    }

    /// Rows 1, 3, 5 are Mass, 2 and 4 VIP. Асель has 1, 2, 3 and 5; 4 waits, 6 is not analysed.
    private void addSixTicketsOfWhichAselHasFour(String verdict) {
        api.add(1, 6);
        for (int row = 1; row <= 5; row++) {
            analyse(row, ASTANA);
        }
        for (int row : new int[] {1, 2, 3, 5}) {
            assign(row, "Асель", verdict, false);
        }
    }

    private void analyse(int row, Place place) {
        world.tickets.place(world.tickets.find(World.id(row)).orElseThrow(), place);
        world.tickets.analyse(
                world.tickets.find(World.id(row)).orElseThrow(), Analyses.byRules(Category.CLAIM, 7, Language.RU));
    }

    private void assign(int row, String name, String verdict, boolean byHub) {
        assign(row, name, verdict, Set.of(), byHub);
    }

    private void assign(int row, String name, String verdict, Set<String> secondTurns, boolean byHub) {
        Manager manager = world.rosters.load().managers().stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();
        ReadyTicket ready = world.waves.ready(World.WAVE).stream()
                .filter(found -> found.ticket().id().equals(World.id(row)))
                .findFirst()
                .orElseThrow();
        PlanChunk chunk = new PlanChunk(world.rosters.load().rev(), Manager::rev);
        chunk.tryAddAssigned(
                ready,
                new Assignment(
                        manager.id(), manager.name(), manager.officeId(), manager.officeName(), ApiDriver.NOW, ""),
                byHub ? Optional.of(manager.officeId()) : Optional.empty(),
                verdict,
                List.of(new ManagerUpdate(manager, 1, secondTurns)),
                byHub ? Optional.of(new PlanChunk.HubChange(0, 1)) : Optional.empty());
        assertThat(world.plans.commit(chunk)).isEqualTo(new PlanCommit.Done());
    }

    private static Office office(String name, double latitude, double longitude, int row) {
        return new Office(
                Ids.office(name),
                name,
                "",
                Optional.of(new Place.Located(new Point(latitude, longitude), Precision.TOWN, "gazetteer", name)),
                row);
    }

    private static Manager manager(String name, String office, Set<String> skills, int baseline, int row) {
        return new Manager(
                new ManagerProfile(
                        Ids.manager(name, office), Ids.office(office), office, name, "Специалист", skills, row),
                Workload.initial(baseline));
    }

    private Answer whatIf(String body) {
        return api.post("/api/reports/what-if", body);
    }

    private Answer whatIfManager(String change) {
        return whatIf("{\"import\":\"sample\",\"managers\":[" + change + "]}");
    }

    private static List<String> movedTickets(JsonNode report) {
        return StreamSupport.stream(report.at("/moves/items").spliterator(), false)
                .map(move -> move.path("ticket_id").asText())
                .toList();
    }

    private ReportedImport reported(int maxTickets) {
        return new ReportedImport(
                new ImportLookup(world.imports),
                new ImportTickets(world.table),
                new ReviewedTickets(world.table),
                maxTickets);
    }
}
