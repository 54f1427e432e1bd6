package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// People correct analyses, and all dependent data changes too: manager, load, totals and journal. The
/// invariants, including a recount of loads and totals, are checked after every test.
@TestInstance(Lifecycle.PER_CLASS)
class CorrectionsIT {

    private static final String IMPORT = "corrections";

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
    void managerWhoMayNotHaveTheTicketAnyMore_losesItToOneWhoMay() {
        String ticket =
                id(assigned(found -> text(found, "language").equals("RU") && !isSkilled(managerOf(found), "ENG")));
        String before = manager(ticket);
        long loadBefore = load(before);
        long open = totalLoad();

        correct(ticket, "{\"language\": \"ENG\", \"sentiment\": \"Негативный\"}");
        eventually("the ticket is given to another manager", () -> stage(ticket).equals("ASSIGNED"));

        pipeline.checkInvariants();
        assertThat(manager(ticket)).isNotEqualTo(before);
        assertThat(isSkilled(managerOf(item(ticket)), "ENG")).isTrue();
        assertThat(load(before)).isEqualTo(loadBefore - 1);
        assertThat(totalLoad()).isEqualTo(open);
        assertThat(trail(ticket)).endsWith("assigned", "corrected", "assigned");
        JsonNode shown = pipeline.api().json("/api/tickets/" + ticket);
        assertThat(shown.at("/ai_analysis/correction/original/language").asText())
                .isEqualTo("RU");
        assertThat(shown.at("/verdict/requirements").toString()).contains("ENG_SKILL");
    }

    @Test
    void ticketThatNobodyCouldTake_isGivenAway_whenItAsksForLess() {
        String ticket = id(pipeline.items().tickets().stream()
                .filter(found -> text(found, "stage").equals("UNASSIGNED"))
                .findFirst()
                .orElseThrow());

        correct(ticket, "{\"category\": \"Жалоба\", \"language\": \"RU\"}");
        eventually("the ticket is given to a manager", () -> stage(ticket).equals("ASSIGNED"));

        pipeline.checkInvariants();
        assertThat(trail(ticket)).endsWith("unassigned", "corrected", "assigned");
    }

    @Test
    void priorityAndClosedTickets_moveNothingButFigures() {
        String urgent = id(assigned(found ->
                number(found, "priority") < 9 && text(found, "language").equals("KZ")));
        String closed = id(assigned(found ->
                text(found, "language").equals("RU") && text(found, "segment").equals("Mass")));
        String manager = manager(urgent);
        pipeline.api().patch("/api/tickets/" + closed, "{\"status\": \"CLOSED\"}");

        correct(urgent, "{\"priority\": 10}");
        correct(closed, "{\"category\": \"Мошеннические действия\", \"language\": \"ENG\"}");

        pipeline.checkInvariants();
        assertThat(stage(urgent)).isEqualTo("ASSIGNED");
        assertThat(manager(urgent)).isEqualTo(manager);
        assertThat(text(item(urgent), "managerAt")).startsWith("OPEN#89#");
        assertThat(stage(closed)).isEqualTo("ASSIGNED");
        assertThat(trail(closed)).endsWith("closed", "corrected");
        assertThat(pipeline.api()
                        .json("/api/tickets?category=" + encoded("Мошеннические действия") + "&status=CLOSED")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void reportAndExport_tellWhatWasLookedAt() {
        JsonNode before = pipeline.api().json("/api/reports/quality?import=" + IMPORT);
        String ticket = id(assigned(found -> !found.get("analysis").m().containsKey("correction")));

        correct(ticket, "{\"confirm\": true}");

        JsonNode report = pipeline.api().json("/api/reports/quality?import=" + IMPORT);
        assertThat(report.path("tickets").asInt()).isEqualTo(Reference.TICKETS);
        assertThat(report.at("/coverage/analysed/rules/share").asDouble()).isEqualTo(1);
        assertThat(report.at("/coverage/located/town_or_better/count").asInt()).isBetween(50, Reference.TICKETS);
        assertThat(report.at("/agreement/reviewed").asInt())
                .isEqualTo(before.at("/agreement/reviewed").asInt() + 1);
        HttpResponse<String> export = pipeline.api().get("/api/reports/corrections?import=" + IMPORT);
        assertThat(export.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(export.body()).contains(text(item(ticket), "guid"));
    }

    private JsonNode correct(String ticket, String body) {
        HttpResponse<String> response = pipeline.api().patch("/api/tickets/" + ticket + "/analysis", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode analysis = Api.json(response).path("ai_analysis");
        assertThat(analysis.path("needs_review").asBoolean()).isFalse();
        return analysis;
    }

    private Map<String, AttributeValue> assigned(Predicate<Map<String, AttributeValue>> isWanted) {
        return pipeline.items().tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("ASSIGNED")
                        && text(ticket, "status").equals("OPEN"))
                .filter(isWanted)
                .findFirst()
                .orElseThrow();
    }

    private Map<String, AttributeValue> item(String ticket) {
        return pipeline.items().like("TICKET#" + ticket, "TICKET").getFirst();
    }

    private Map<String, AttributeValue> managerOf(Map<String, AttributeValue> ticket) {
        return managerItem(text(ticket, "managerId"));
    }

    private Map<String, AttributeValue> managerItem(String id) {
        return pipeline.items().managers().stream()
                .filter(manager -> text(manager, "id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSkilled(Map<String, AttributeValue> manager, String skill) {
        return manager.containsKey("skills")
                && Set.copyOf(manager.get("skills").ss()).contains(skill);
    }

    private static String id(Map<String, AttributeValue> ticket) {
        return text(ticket, "id");
    }

    private String stage(String ticket) {
        return text(item(ticket), "stage");
    }

    private String manager(String ticket) {
        return text(item(ticket), "managerId");
    }

    private long load(String manager) {
        return number(managerItem(manager), "assigned");
    }

    private long totalLoad() {
        return pipeline.items().managers().stream()
                .mapToLong(manager -> number(manager, "assigned"))
                .sum();
    }

    private List<String> trail(String ticket) {
        List<String> types = new ArrayList<>();
        pipeline.api()
                .json("/api/tickets/" + ticket + "/events")
                .path("items")
                .forEach(event -> types.add(event.path("type").asText()));
        return types;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
