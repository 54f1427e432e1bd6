package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The three files can come in any order. None is announced, and each is read before the next one comes.
class FileOrderIT {

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

    /// Skills are taken away and given back, and S3 delivers the events in the opposite order.
    @Test
    void newestFile_counts_thoughItSaysWhatIsStored_andAnOlderOneIsReadAfterIt(@TempDir Path folder)
            throws IOException {
        try (ManualDelivery delivery = ManualDelivery.start()) {
            for (String file : List.of(OFFICES, MANAGERS, TICKETS)) {
                delivery.deliver(upload(delivery, "first", SAMPLE.resolve(file)));
            }
            Map<String, Object> before = contents(delivery.pipeline().items());

            List<S3Event> older = new ArrayList<>();
            for (String file : List.of(MANAGERS, TICKETS)) {
                older.add(upload(delivery, "older", without(SAMPLE.resolve(file), folder)));
            }
            for (String file : List.of(MANAGERS, TICKETS)) {
                delivery.deliver(upload(delivery, "newest", SAMPLE.resolve(file)));
            }
            older.forEach(delivery::deliver);

            assertThat(contents(delivery.pipeline().items())).isEqualTo(before);
            for (String name : List.of("older", "newest")) {
                delivery.pipeline().importView(name).path("files").forEach(file -> {
                    assertThat(file.path("state").asText()).isEqualTo("read");
                    assertThat(file.path("accepted").asInt()).as("%s", file).isZero();
                });
            }
            delivery.pipeline().checkInvariants();
        }
    }

    private static S3Event upload(ManualDelivery delivery, String importId, Path file) {
        String key = "imports/" + importId + "/" + file.getFileName();
        delivery.pipeline().put(key, file);
        return delivery.takeUpload(key);
    }

    /// @return the file with fewer chiefs, or fewer VIP clients
    private static Path without(Path file, Path folder) throws IOException {
        String content = Files.readString(file);
        String other = content.replace("Главный специалист", "Специалист").replace(",VIP,", ",Mass,");
        assertThat(other).isNotEqualTo(content);
        return Files.writeString(folder.resolve(file.getFileName()), other);
    }

    private static Map<String, Object> contents(Items items) {
        Map<String, Object> contents = new HashMap<>();
        items.like("ROSTER", "MANAGER#")
                .forEach(manager -> contents.put(text(manager, "id"), text(manager, "position")));
        items.tickets().forEach(ticket -> contents.put(text(ticket, "id"), text(ticket, "hash")));
        return contents;
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
