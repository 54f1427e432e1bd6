package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Pipeline.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls the routes in the table of docs/api.md over real HTTP on the sample.
@TestInstance(Lifecycle.PER_CLASS)
class RoutesIT {

    private static final String IMPORT = "routes";
    private static final Pattern ROUTE = Pattern.compile("(?m)^\\| `((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)` \\|");

    private Pipeline pipeline;

    @BeforeAll
    void importTheSample() {
        pipeline = Pipeline.start();
        pipeline.uploadSample(IMPORT);
        pipeline.awaitImport(IMPORT, "finished");
        pipeline.checkInvariants();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void everyDocumentedRouteThatReads_answers200() throws IOException {
        String ticket = firstTicket().path("id").asText();
        assertThat(documented()).hasSizeGreaterThanOrEqualTo(20);
        for (String route : documented()) {
            if (route.startsWith("GET ")) {
                String path = route.substring(4)
                        .replace("/api/tickets/{id}", "/api/tickets/" + ticket)
                        .replace("/api/imports/{id}", "/api/imports/" + IMPORT)
                        .replace("/api/prompts/{name}", "/api/prompts/classify")
                        .replace("/api/reports/balance", "/api/reports/balance?import=" + IMPORT);
                assertThat(pipeline.api().get(path).statusCode()).as(route).isEqualTo(200);
            }
        }
    }

    @Test
    void unknownThings_areErrorsThatSayWhat() {
        for (String path :
                List.of("/api/nothing", "/api/tickets/nobody", "/api/imports/nobody", "/api/tickets?page=0")) {
            HttpResponse<String> response = pipeline.api().get(path);
            assertThat(response.statusCode()).as(path).isBetween(400, 404);
        }
        JsonNode error = Api.json(pipeline.api().get("/api/tickets/nobody")).path("error");
        assertThat(error.path("code").asText()).isNotBlank();
        assertThat(error.path("message").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "100%25,                                                100%",
        "a%2Bb,                                                 a+b",
        "a+b,                                                   a+b",
        "a%2541,                                                a%41",
        "%D0%BD%D0%BE%D1%8F%D0%B1%D1%80%D1%8C%202026,           ноябрь 2026",
        "two%20%20spaces,                                       two  spaces",
        "semi;colon=1,                                          semi;colon=1",
    })
    void import_isFoundByItsNameDecodedOnce(String encoded, String id) {
        pipeline.put("imports/" + id + "/empty.csv", ROOT.resolve("events/files/empty.csv"));
        eventually(
                "the import is there",
                () -> pipeline.api().get("/api/imports/" + encoded).statusCode() == 200);

        assertThat(pipeline.api().json("/api/imports/" + encoded).path("id").asText())
                .isEqualTo(id);
        assertThat(pipeline.api()
                        .json("/api/imports/" + encoded + "/")
                        .path("id")
                        .asText())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/imports/routes/,           200",
        "/api/imports/routes//,          404",
        "/api/imports//routes,           404",
        "/api/imports/rou%2Ftes,         404",
        "/api/imports%2Froutes,          200",
        "/api/imports/rou%252Ftes,       404",
        "/api/uploads,                   405",
        "/api/tickets/export/,           200",
    })
    void path_isMatchedOnceDecoded_withOneSlashAtItsEnd(String path, int status) {
        HttpResponse<String> response = pipeline.api().get(path);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status >= 400) {
            assertThat(Api.json(response).at("/error/message").asText()).isNotBlank();
        }
    }

    /// Paths that `{proxy+}` does not match never reach the function.
    @Test
    void pathOutsideTheApi_isAnsweredByTheGateway() {
        for (String path : List.of("/api", "/api/", "/health/", "/nothing")) {
            HttpResponse<String> response = pipeline.api().get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).as(path).isEqualTo("{\"message\":\"Not Found\"}");
        }
    }

    @Test
    void tickets_pagesAndCursorsAndFiltersAgree() {
        JsonNode page = pipeline.api().json("/api/tickets?page=1&size=50");
        assertThat(page.path("total").asInt()).isEqualTo(72);
        assertThat(page.path("items")).hasSize(50);
        JsonNode rest = pipeline.api()
                .json("/api/tickets?size=50&cursor=" + page.path("next").asText());
        assertThat(rest.path("items")).hasSize(22);
        assertThat(rest.path("next").isNull()).isTrue();

        JsonNode vip = pipeline.api().json("/api/tickets?segment=VIP&size=200");
        assertThat(vip.path("items")).isNotEmpty().hasSize(vip.path("total").asInt());
        vip.path("items")
                .forEach(ticket -> assertThat(ticket.path("segment").asText()).isEqualTo("VIP"));
    }

    @Test
    void import_isListedInTheOrderOfItsFile() throws IOException {
        JsonNode list = pipeline.api().json("/api/tickets?import=" + IMPORT + "&size=200");
        String firstGuid = Files.readString(Pipeline.SAMPLE.resolve("tickets.csv"))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(",")[0];

        assertThat(list.path("items")).hasSize(72);
        assertThat(list.path("items").path(0).path("client_guid").asText()).isEqualTo(firstGuid);
    }

    @Test
    void ticket_showsAnalysisAssignmentVerdictAndTrail() {
        JsonNode listed = pipeline.api()
                .json("/api/tickets?stage=ASSIGNED&size=1")
                .path("items")
                .path(0);
        JsonNode ticket =
                pipeline.api().json("/api/tickets/" + listed.path("id").asText());
        JsonNode events =
                pipeline.api().json("/api/tickets/" + listed.path("id").asText() + "/events");

        assertThat(ticket.at("/ai_analysis/source").asText()).isEqualTo("rules");
        assertThat(ticket.at("/assignment/manager_id").asText()).isNotBlank();
        assertThat(ticket.at("/assignment/reason").asText()).isNotBlank();
        assertThat(ticket.path("verdict").isObject()).isTrue();
        assertThat(events.toString()).contains("created", "placed", "analysed", "assigned");
    }

    @Test
    void roster_isPlainArraysWithLoads() {
        JsonNode managers = pipeline.api().json("/api/managers");
        assertThat(managers.isArray()).isTrue();
        assertThat(managers)
                .hasSize(49)
                .allSatisfy(manager ->
                        assertThat(manager.path("current_load").isInt()).isTrue());
        assertThat(pipeline.api().json("/api/business-units")).hasSize(16);
    }

    @Test
    void export_isACsvOfEveryTicketOfTheImport() {
        HttpResponse<String> response = pipeline.api().get("/api/tickets/export?import=" + IMPORT);

        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(response.body()).contains("guid").contains("manager");
        assertThat(response.body().lines().count()).isGreaterThanOrEqualTo(73);
    }

    @Test
    void uploads_refusesABodyThatIsNone() {
        HttpResponse<String> response = pipeline.api().post("/api/uploads", "[]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Api.json(response).at("/error/code").asText()).isNotBlank();
    }

    @Test
    void reports_weighTheSampleAsItIsBesideTheOptimum() {
        JsonNode balance = pipeline.api().json("/api/reports/balance?import=" + IMPORT);
        JsonNode whatIf = Api.json(pipeline.api()
                .post(
                        "/api/reports/what-if",
                        "{\"import\": \"" + IMPORT + "\", \"rules\": {\"strategy\": \"optimal\"}}"));

        assertThat(balance.path("tickets").asInt()).isEqualTo(71);
        assertThat(balance.at("/optimal/total_load").asLong())
                .isEqualTo(balance.at("/actual/total_load").asLong());
        assertThat(balance.at("/optimal/sum_of_squares").asLong())
                .isLessThanOrEqualTo(balance.at("/actual/sum_of_squares").asLong());
        assertThat(whatIf.path("planned").asInt()).isEqualTo(72);
        assertThat(whatIf.at("/current/assigned").asInt()).isEqualTo(71);
        assertThat(whatIf.at("/changed/assigned").asInt()).isEqualTo(71);
        assertThat(whatIf.at("/current/balance"))
                .as("planned anew from the state before the import, the sample gives the same loads")
                .isEqualTo(balance.path("actual"));
        assertThat(whatIf.at("/changed/balance/sum_of_squares").asLong())
                .as("the offices stay, so the optimum of what is there is that of the plan")
                .isEqualTo(balance.at("/optimal/sum_of_squares").asLong());
        assertThat(whatIf.at("/moves/total").asInt()).isPositive();
    }

    @Test
    void prompt_isAddedActivatedAndTakenBack() {
        JsonNode added =
                Api.json(pipeline.api().post("/api/prompts/classify", "{\"text\": \"Be brief.\", \"activate\": true}"));
        assertThat(added.path("active").asBoolean()).isTrue();

        HttpResponse<String> back = pipeline.api().post("/api/prompts/classify/activate", "{\"version\": 0}");

        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(pipeline.api()
                        .json("/api/prompts")
                        .at("/items/0/active_version")
                        .asInt())
                .isZero();
        assertThat(pipeline.api().json("/api/prompts/classify").path("total").asInt())
                .isEqualTo(2);
    }

    private JsonNode firstTicket() {
        return pipeline.api().json("/api/tickets?size=1").path("items").path(0);
    }

    private static Set<String> documented() throws IOException {
        return ROUTE.matcher(Files.readString(ROOT.resolve("docs/api.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
