package kezek.pipeline;

import static kezek.localstack.Eventually.eventually;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The three files need no order: nobody announced them, and each is read before the next one comes.
class OrderOfFilesIT {

    private static final String IMPORT = "order";

    static Stream<List<String>> orders() {
        return Stream.of(
                List.of(OFFICES, MANAGERS, TICKETS),
                List.of(MANAGERS, OFFICES, TICKETS),
                List.of(OFFICES, TICKETS, MANAGERS),
                List.of(MANAGERS, TICKETS, OFFICES),
                List.of(TICKETS, OFFICES, MANAGERS),
                List.of(TICKETS, MANAGERS, OFFICES));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anyOrder_givesTheSameAssignments(List<String> order) {
        Map<String, String> expected = Reference.assignments();
        try (Pipeline pipeline = Pipeline.start()) {
            for (int index = 0; index < order.size(); index++) {
                String file = order.get(index);
                pipeline.put("imports/" + IMPORT + "/" + file, SAMPLE.resolve(file));
                eventually(file + " is read", () -> isRead(pipeline, file));
                if (order.subList(0, index + 1).contains(TICKETS) && index < order.size() - 1) {
                    waitsForTheRoster(pipeline);
                }
            }
            assertThat(pipeline.awaitAssignments(Reference.TICKETS)).isEqualTo(expected);
            pipeline.awaitImport(IMPORT, "finished");
            pipeline.checkInvariants();
        }
    }

    private static void waitsForTheRoster(Pipeline pipeline) {
        JsonNode view = pipeline.awaitImport(IMPORT, "waiting");
        assertThat(view.path("waiting_for").path(0).path("code").asText()).isEqualTo("NO_USABLE_MANAGER");
        eventually(
                "every ticket is analysed",
                () -> pipeline.items().tickets().stream()
                        .allMatch(ticket -> text(ticket, "stage").equals("ANALYSED")));
    }

    private static boolean isRead(Pipeline pipeline, String file) {
        if (pipeline.api().get("/api/imports/" + IMPORT).statusCode() != 200) {
            return false;
        }
        return StreamSupport.stream(pipeline.importView(IMPORT).path("files").spliterator(), false)
                .anyMatch(each -> each.path("name").asText().equals(file)
                        && each.path("state").asText().equals("read"));
    }
}
