package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import kezek.api.ApiDriver.Answer;
import kezek.domain.Ids;
import kezek.http.Json;
import kezek.world.World;
import org.junit.jupiter.api.Test;

/// Uses the offices and managers of [ReportTeam].
class BalanceReportFunctionalTest {

    private final ReportTeam team = new ReportTeam();
    private final ApiDriver api = team.api;

    @Test
    void balance_isThatOfTheLoads_besideTheOptimumForTheSameTickets() {
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);

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
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);
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
        team.addSixTicketsOfWhichAselHasFour(ReportTeam.PLANNED);
        assertThat(api.patch(1, "{\"status\":\"CLOSED\"}").status()).isEqualTo(200);

        JsonNode report =
                api.get("/api/reports/balance", "import", World.IMPORT).json();
        JsonNode whatIf = team.whatIf("{\"import\":\"sample\",\"rules\":{}}").json();

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
        Answer whatIf = team.whatIf("{\"import\":\"nobody\",\"rules\":{}}");

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.errorMessage()).contains("\"import\" is missing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(whatIf.status()).isEqualTo(404);
        assertThat(whatIf.errorMessage()).contains("GET /api/imports");
    }
}
