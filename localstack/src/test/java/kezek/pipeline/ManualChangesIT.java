package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.ManualDelivery.ASSIGN;
import static kezek.pipeline.ManualDelivery.CLASSIFY;
import static kezek.pipeline.ManualDelivery.GEOCODE;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// People close, reopen, assign and delete tickets during and after the pipeline's work on them.
class ManualChangesIT {

    private static final String IMPORT = "byhand";
    private static final String CLOSE = "{\"status\": \"CLOSED\"}";
    private static final String OPEN = "{\"status\": \"OPEN\"}";

    @Test
    void everyChange_movesLoadTrailAndTotals() {
        try (Pipeline pipeline = importedSample()) {
            List<Map<String, AttributeValue>> vips = assigned(pipeline, "VIP");
            String closed = text(vips.get(0), "id");
            String given = text(vips.get(1), "id");
            String deleted = text(vips.get(2), "id");
            String stranger = managerWithout(pipeline, "VIP");
            long load = totalLoad(pipeline);

            changed(pipeline, closed, CLOSE);
            assertThat(totalLoad(pipeline)).isEqualTo(load - 1);
            changed(pipeline, closed, OPEN);
            eventually(
                    "the reopened ticket is given away",
                    () -> stage(pipeline, closed).equals("ASSIGNED"));

            HttpResponse<String> refused = pipeline.api().patch(path(given), give(stranger, ""));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("RULE_BROKEN").contains("VIP");
            JsonNode ticket = changed(pipeline, given, give(stranger, ", \"override\": true, \"reason\": \"ждёт\""));
            assertThat(ticket.at("/assignment/manager_id").asText()).isEqualTo(stranger);
            assertThat(ticket.at("/verdict/planned/hops").isArray()).isTrue();
            changed(pipeline, given, CLOSE);
            changed(
                    pipeline,
                    given,
                    "{\"status\": \"OPEN\", "
                            + give(stranger, ", \"override\": true," + " \"reason\": \"снова\"")
                                    .substring(1));

            assertThat(pipeline.api().delete(path(deleted)).statusCode()).isEqualTo(204);
            assertThat(pipeline.api().delete(path(deleted)).statusCode()).isEqualTo(204);
            assertThat(pipeline.api().get(path(deleted)).statusCode()).isEqualTo(404);

            pipeline.checkInvariants();
            assertThat(totalLoad(pipeline)).isEqualTo(load - 1);
            assertThat(trail(pipeline, closed)).endsWith("assigned", "closed", "reopened", "assigned");
            assertThat(trail(pipeline, given)).endsWith("assigned", "reassigned", "closed", "reopened");
            assertThat(trail(pipeline, deleted)).endsWith("assigned", "deleted");
            assertThat(pipeline.api()
                            .json("/api/dashboard/stats")
                            .path("total_tickets")
                            .asInt())
                    .isEqualTo(Reference.TICKETS - 1);
            assertThat(pipeline.api()
                            .json("/api/tickets?import=" + IMPORT)
                            .path("total")
                            .asInt())
                    .isEqualTo(Reference.TICKETS - 1);
            assertThat(pipeline.importView(IMPORT).path("state").asText()).isEqualTo("finished");
        }
    }

    @Test
    void process_triesTheParkedTicketAgain_andWritesNothingWhenNobodyCanTakeItStill() {
        try (Pipeline pipeline = importedSample()) {
            pipeline.checkInvariants();
            Map<String, AttributeValue> parked = pipeline.items().tickets().stream()
                    .filter(ticket -> text(ticket, "stage").equals("UNASSIGNED"))
                    .findFirst()
                    .orElseThrow();

            List<String> trail = trail(pipeline, text(parked, "id"));

            HttpResponse<String> answer = pipeline.api().post("/api/process", "");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(answer.body()).contains("\"PARKED\"");
            // The request removes this note, and only a plan writes it again.
            eventually("the parked tickets were planned", () -> isParkedPlanned(pipeline.items()));
            pipeline.checkInvariants();
            assertThat(pipeline.items().tickets()).contains(parked);
            assertThat(trail(pipeline, text(parked, "id"))).isEqualTo(trail);
            changed(pipeline, text(parked, "id"), CLOSE);
            changed(pipeline, text(parked, "id"), OPEN);
            eventually(
                    "the reopened ticket is parked again",
                    () -> stage(pipeline, text(parked, "id")).equals("UNASSIGNED"));
            pipeline.checkInvariants();
            assertThat(trail(pipeline, text(parked, "id")))
                    .endsWith("analysed", "unassigned", "closed", "reopened", "unassigned");
        }
    }

    private static boolean isParkedPlanned(Items items) {
        long rosterRev = number(items.like("ROSTER", "META").getFirst(), "rev");
        return items.like("WAVES", "PARKED").stream()
                .anyMatch(entry -> entry.containsKey("plannedRev") && number(entry, "plannedRev") == rosterRev);
    }

    /// Closes row 1 and deletes row 2 while geocode has their messages, rows 3 and 4 while classify has
    /// them, and rows 5 and 6 while assign has the hint.
    @Test
    void ticketsThatLeaveUnderway_stopNobody_andAnOldFileDoesNotBringThemBack(@TempDir Path folder) throws IOException {
        try (ManualDelivery delivery = ManualDelivery.start()) {
            List<S3Event> uploads = new ArrayList<>();
            for (String file : List.of(OFFICES, MANAGERS, TICKETS)) {
                delivery.pipeline().put("imports/sample/" + file, SAMPLE.resolve(file));
                uploads.add(delivery.takeUpload("imports/sample/" + file));
            }
            uploads.forEach(delivery::deliver);
            List<SQSMessage> toGeocode = delivery.take(GEOCODE);
            closeAndDelete(delivery.pipeline(), 1);
            assertThat(delivery.deliverAll(GEOCODE, toGeocode)).isEmpty();
            List<SQSMessage> toClassify = delivery.take(CLASSIFY);
            closeAndDelete(delivery.pipeline(), 3);
            assertThat(delivery.deliverAll(CLASSIFY, toClassify)).isEmpty();
            List<SQSMessage> hints = delivery.take(ASSIGN);
            closeAndDelete(delivery.pipeline(), 5);
            assertThat(delivery.deliverAll(ASSIGN, hints)).isEmpty();

            uploads.forEach(delivery::deliver);
            assertThat(delivery.deliverAll(GEOCODE, toGeocode)).isEmpty();
            assertThat(delivery.deliverAll(CLASSIFY, toClassify)).isEmpty();
            assertThat(delivery.deliverAll(ASSIGN, delivery.take(ASSIGN))).isEmpty();

            Items items = delivery.pipeline().items();
            assertThat(items.tombstones()).hasSize(3);
            assertThat(items.tickets().stream()
                            .filter(ticket -> text(ticket, "status").equals("CLOSED")))
                    .hasSize(3)
                    .allSatisfy(ticket -> assertThat(text(ticket, "stage")).isNotEqualTo("ASSIGNED"));
            assertThat(items.isThrough()).isTrue();
            delivery.pipeline().checkInvariants();
            JsonNode view = delivery.pipeline().importView("sample");
            assertThat(view.path("state").asText()).isEqualTo("finished");
            assertThat(view.path("closed_stages").toString()).isEqualTo("{\"ANALYSED\":1,\"NEW\":1,\"PLACED\":1}");

            bringBack(delivery, folder);
        }
    }

    /// A newer file brings a deleted ticket back. It opens a closed ticket if its content is different.
    private static void bringBack(ManualDelivery delivery, Path folder) throws IOException {
        Path newer = folder.resolve(TICKETS);
        Files.writeString(newer, Files.readString(SAMPLE.resolve(TICKETS)).replace("Mass", "Priority"));
        delivery.pipeline().put("imports/sample/" + TICKETS, newer);
        delivery.deliver(delivery.takeUpload("imports/sample/" + TICKETS));
        delivery.deliverAll(GEOCODE, delivery.take(GEOCODE));
        delivery.deliverAll(CLASSIFY, delivery.take(CLASSIFY));
        delivery.deliverAll(ASSIGN, delivery.take(ASSIGN));

        Items items = delivery.pipeline().items();
        assertThat(items.tombstones()).isEmpty();
        assertThat(items.tickets()).hasSize(Reference.TICKETS);
        assertThat(items.isThrough()).isTrue();
        delivery.pipeline().checkInvariants();
    }

    /// All changes run at the same time as the planner and a new list of managers.
    @Test
    void manyHandsAtOnce_leaveNothingThatDoesNotAddUp() throws Exception {
        try (Pipeline pipeline = importedSample()) {
            List<String> tickets = pipeline.items().tickets().stream()
                    .map(ticket -> text(ticket, "id"))
                    .limit(8)
                    .toList();
            List<String> managers = pipeline.items().managers().stream()
                    .map(manager -> text(manager, "id"))
                    .limit(3)
                    .toList();
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            try (ExecutorService people = Executors.newFixedThreadPool(8)) {
                for (int n = 0; n < 160; n++) {
                    String path = path(tickets.get(n % tickets.size()));
                    String manager = managers.get(n % managers.size());
                    String body = List.of(
                                    CLOSE,
                                    OPEN,
                                    give(manager, ""),
                                    give(manager, ", \"override\": true, \"reason\": \"так\""),
                                    "{\"status\": \"OPEN\", "
                                            + give(manager, "").substring(1))
                            .get(n / tickets.size() % 5);
                    boolean isDeletion = n == 152 || n == 153;
                    answers.add(people.submit(() -> isDeletion
                            ? pipeline.api().delete(path)
                            : pipeline.api().patch(path, body)));
                }
                pipeline.put("imports/" + IMPORT + "/" + MANAGERS, SAMPLE.resolve(MANAGERS));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isIn(200, 204, 404, 409, 422, 503);
            }
            eventually(
                    "everything has got where it can get",
                    () -> pipeline.items().isThrough());
            pipeline.checkInvariants();
        }
    }

    private static Pipeline importedSample() {
        Pipeline pipeline = Pipeline.start();
        pipeline.uploadSample(IMPORT);
        pipeline.awaitImport(IMPORT, "finished");
        return pipeline;
    }

    private static void closeAndDelete(Pipeline pipeline, int row) {
        changed(pipeline, idOfRow(pipeline, row), CLOSE);
        assertThat(pipeline.api().delete(path(idOfRow(pipeline, row + 1))).statusCode())
                .isEqualTo(204);
    }

    private static String idOfRow(Pipeline pipeline, int row) {
        return pipeline.items().tickets().stream()
                .filter(ticket -> number(ticket, "row") == row)
                .map(ticket -> text(ticket, "id"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode changed(Pipeline pipeline, String ticket, String body) {
        HttpResponse<String> response = pipeline.api().patch(path(ticket), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Api.json(response);
    }

    private static String path(String ticket) {
        return "/api/tickets/" + ticket;
    }

    private static String give(String manager, String more) {
        return "{\"manager_id\": \"" + manager + "\"" + more + "}";
    }

    private static List<Map<String, AttributeValue>> assigned(Pipeline pipeline, String segment) {
        return pipeline.items().tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("ASSIGNED")
                        && text(ticket, "segment").equals(segment))
                .toList();
    }

    private static String managerWithout(Pipeline pipeline, String skill) {
        return pipeline.items().managers().stream()
                .filter(manager -> !manager.containsKey("skills")
                        || !manager.get("skills").ss().contains(skill))
                .map(manager -> text(manager, "id"))
                .findFirst()
                .orElseThrow();
    }

    private static long totalLoad(Pipeline pipeline) {
        return pipeline.items().managers().stream()
                .mapToLong(manager -> number(manager, "assigned"))
                .sum();
    }

    private static String stage(Pipeline pipeline, String ticket) {
        return pipeline.api().json(path(ticket)).path("stage").asText();
    }

    private static List<String> trail(Pipeline pipeline, String ticket) {
        List<String> types = new ArrayList<>();
        pipeline.api()
                .json(path(ticket) + "/events")
                .path("items")
                .forEach(event -> types.add(event.path("type").asText()));
        return types;
    }
}
