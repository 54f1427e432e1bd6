package kezek.pipeline;

import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The sample folder, from `POST /api/uploads` to the dashboard.
@TestInstance(Lifecycle.PER_CLASS)
class SampleIT {

    private static final String IMPORT = "sample";
    private static final Map<String, Integer> ROWS = Map.of("business_units", 16, "managers", 49, "tickets", 72);

    private Pipeline pipeline;
    private JsonNode firstImport;

    @BeforeAll
    void importTheSample() {
        pipeline = Pipeline.start();
        pipeline.uploadSample(IMPORT);
        firstImport = pipeline.awaitImport(IMPORT, "finished");
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void everyRow_isAccepted() {
        assertThat(outcomes(firstImport, "rows")).isEqualTo(ROWS);
        assertThat(outcomes(firstImport, "accepted")).isEqualTo(ROWS);
    }

    @Test
    void everyTicket_hasAManagerOrAReason() {
        Items items = pipeline.items();
        List<Map<String, AttributeValue>> unassigned = items.tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("UNASSIGNED"))
                .toList();

        assertThat(items.tickets()).extracting(ticket -> text(ticket, "stage")).containsOnly("ASSIGNED", "UNASSIGNED");
        // Row 11 needs a manager with VIP, ENG and the position of a chief. The sample has none.
        assertThat(unassigned).extracting(ticket -> number(ticket, "row")).contains(11L);
        assertThat(unassigned)
                .allSatisfy(ticket ->
                        assertThat(items.managers()).noneMatch(manager -> Invariants.isEligible(manager, ticket)));
    }

    @Test
    void invariants_hold() {
        pipeline.checkInvariants();
    }

    @Test
    void dashboard_showsWhatTheTableHas() {
        pipeline.checkInvariants();
        JsonNode stats = pipeline.api().json("/api/dashboard/stats");

        assertThat(stats.path("total_tickets").asInt()).isEqualTo(72);
        assertThat(stats.path("assigned_tickets").asInt()).isEqualTo(assigned());
    }

    @Test
    void sameFolderAgain_changesNothingAndSaysSo() {
        pipeline.checkInvariants();
        Map<String, Map<String, AttributeValue>> before = ticketsAndManagers();

        pipeline.uploadSample(IMPORT);
        JsonNode secondImport = pipeline.awaitImport(IMPORT, "finished");

        assertThat(outcomes(secondImport, "unchanged")).isEqualTo(ROWS);
        assertThat(ticketsAndManagers()).isEqualTo(before);
        pipeline.checkInvariants();
    }

    private int assigned() {
        return (int) pipeline.items().tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("ASSIGNED"))
                .count();
    }

    /// @return all tickets and managers, without the times of the files that they come from
    private Map<String, Map<String, AttributeValue>> ticketsAndManagers() {
        Map<String, Map<String, AttributeValue>> found = new HashMap<>();
        for (Map<String, AttributeValue> item : pipeline.items().all()) {
            boolean isTicket = text(item, "SK").equals("TICKET");
            if (isTicket || text(item, "PK").equals("ROSTER")) {
                Map<String, AttributeValue> content = new HashMap<>(item);
                content.keySet().removeAll(isTicket ? Set.of("seenTime", "seenRun") : Set.of("srcTime", "run"));
                found.put(Items.key(item), content);
            }
        }
        return found;
    }

    private static Map<String, Integer> outcomes(JsonNode view, String outcome) {
        return StreamSupport.stream(view.path("files").spliterator(), false)
                .collect(Collectors.toMap(
                        file -> file.path("kind").asText(),
                        file -> file.path(outcome).asInt()));
    }
}
