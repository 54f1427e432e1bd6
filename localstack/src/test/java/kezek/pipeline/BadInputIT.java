package kezek.pipeline;

import static java.util.stream.Collectors.toMap;
import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.ROOT;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Malformed files and messages.
class BadInputIT {

    private static final Path FILES = ROOT.resolve("events/files");

    private static final Map<String, String> REFUSED = new LinkedHashMap<>();

    static {
        REFUSED.put("tickets-windows-1251.csv", "NOT_UTF8");
        REFUSED.put("tickets-utf-16.csv", "NOT_UTF8");
        REFUSED.put("tickets-utf-16-no-mark.csv", "NOT_UTF8");
        REFUSED.put("tickets-one-bad-byte.csv", "NOT_UTF8");
        REFUSED.put("tickets-unclosed-quote.csv", "BROKEN_CSV");
        REFUSED.put("tickets-after-quote.csv", "BROKEN_CSV");
        REFUSED.put("other-kind/tickets.csv", "OTHER_KIND");
        REFUSED.put("missing-column/tickets.csv", "MISSING_COLUMN");
        REFUSED.put("no-header/tickets.csv", "MISSING_COLUMN");
        REFUSED.put("repeated-column.csv", "REPEATED_COLUMN");
        REFUSED.put("unknown-kind.csv", "UNKNOWN_KIND");
        REFUSED.put("empty.csv", "EMPTY_FILE");
        REFUSED.put("blank.csv", "EMPTY_FILE");
        REFUSED.put("header-only.csv", "NO_ROWS");
    }

    @Test
    void unreadableFile_failsItsImportWithAMessageAndChangesNothing() {
        try (Pipeline pipeline = Pipeline.start()) {
            pipeline.uploadSample("good");
            pipeline.awaitImport("good", "finished");
            Map<String, Map<String, AttributeValue>> before = ticketsAndRoster(pipeline);

            int number = 0;
            for (String file : REFUSED.keySet()) {
                Path path = FILES.resolve(file);
                pipeline.put("imports/bad-" + number++ + "/" + path.getFileName(), path);
            }

            number = 0;
            for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
                JsonNode file = pipeline.awaitImport("bad-" + number++, "failed")
                        .path("files")
                        .path(0);
                assertThat(file.path("state").asText()).as(refused.getKey()).isEqualTo("failed");
                assertThat(file.at("/error/code").asText()).as(refused.getKey()).isEqualTo(refused.getValue());
                assertThat(file.at("/error/message").asText())
                        .as(refused.getKey())
                        .contains(Path.of(refused.getKey()).getFileName().toString());
            }
            assertThat(ticketsAndRoster(pipeline)).isEqualTo(before);
            assertThat(pipeline.importView("good").path("state").asText()).isEqualTo("finished");
            pipeline.checkInvariants();
        }
    }

    @Test
    void badRow_isRejectedWithItsNumberAndReasonAndTheOthersGoOn() {
        try (Pipeline pipeline = Pipeline.start()) {
            pipeline.put("imports/roster/" + OFFICES, SAMPLE.resolve(OFFICES));
            pipeline.awaitImport("roster", "finished");
            pipeline.put("imports/roster/" + MANAGERS, SAMPLE.resolve(MANAGERS));
            pipeline.awaitImport("roster", "finished");
            pipeline.put("imports/ugly/" + TICKETS, FILES.resolve("tickets-ugly.csv"));

            JsonNode file =
                    pipeline.awaitImport("ugly", "finished").path("files").path(0);

            assertThat(file.path("accepted").asInt()).isEqualTo(5);
            List<Integer> rows = new ArrayList<>();
            file.path("rejects").forEach(reject -> {
                rows.add(reject.path("row").asInt());
                assertThat(reject.path("code").asText()).isNotBlank();
                assertThat(reject.path("reason").asText()).isNotBlank();
            });
            assertThat(rows)
                    .contains(3, 4, 6, 7, 9)
                    .hasSize(file.path("rejected").asInt());
            assertThat(pipeline.awaitAssignments(5).values())
                    .allSatisfy(outcome -> assertThat(outcome).isNotEqualTo("FAILED"));
            pipeline.checkInvariants();
        }
    }

    @Test
    void fileThatWasReplacedBeforeItWasRead_isSuperseded() {
        try (ManualDelivery delivery = ManualDelivery.start()) {
            String key = "imports/replaced/" + TICKETS;
            delivery.pipeline().put(key, FILES.resolve("tickets-ugly.csv"));
            S3Event first = delivery.takeUpload(key);
            delivery.pipeline().put(key, SAMPLE.resolve(TICKETS));
            S3Event second = delivery.takeUpload(key);

            delivery.deliver(first);
            assertThat(delivery.pipeline().items().tickets()).isEmpty();
            delivery.deliver(second);

            assertThat(delivery.pipeline().items().like("IMPORT#replaced", "FILE#"))
                    .extracting(file -> text(file, "state"))
                    .containsExactlyInAnyOrder("SUPERSEDED", "READ");
            assertThat(delivery.pipeline().items().tickets()).hasSize(Reference.TICKETS);
        }
    }

    @Test
    void poisonMessage_failsAlone() throws IOException {
        try (ManualDelivery delivery = ManualDelivery.start()) {
            delivery.pipeline().put("imports/sample/" + TICKETS, SAMPLE.resolve(TICKETS));
            delivery.deliver(delivery.takeUpload("imports/sample/" + TICKETS));
            SQSMessage good = delivery.take(ManualDelivery.GEOCODE).getFirst();
            List<SQSMessage> poisoned = poisonedBatch();
            poisoned.getFirst().setBody(good.getBody());

            List<String> failed = delivery.deliver(ManualDelivery.GEOCODE, poisoned);

            assertThat(failed).containsExactly(poisoned.getLast().getMessageId());
            eventually(
                    "the neighbour's next message is sent",
                    () -> delivery.take(ManualDelivery.CLASSIFY).stream()
                            .anyMatch(message -> message.getBody().equals(good.getBody())));
            assertThat(delivery.pipeline().items().tickets().stream()
                            .filter(ticket -> text(ticket, "stage").equals("PLACED")))
                    .hasSize(1);
        }
    }

    private static List<SQSMessage> poisonedBatch() throws IOException {
        try (var json = Files.newInputStream(ROOT.resolve("events/geocode-poison.json"))) {
            return LambdaEventSerializers.serializerFor(SQSEvent.class, BadInputIT.class.getClassLoader())
                    .fromJson(json)
                    .getRecords();
        }
    }

    private static Map<String, Map<String, AttributeValue>> ticketsAndRoster(Pipeline pipeline) {
        return pipeline.items().all().stream()
                .filter(item ->
                        text(item, "SK").equals("TICKET") || text(item, "PK").equals("ROSTER"))
                .collect(toMap(Items::key, item -> item));
    }
}
