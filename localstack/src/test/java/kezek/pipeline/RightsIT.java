package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kezek.api.ApiHandler;
import kezek.domain.Ids;
import kezek.ingest.Partitioning;
import kezek.local.TestFunctions;
import kezek.local.lambda.InvocationResult;
import kezek.local.lambda.LocalFunction;
import kezek.local.template.FunctionResource;
import kezek.local.template.GrantedRights;
import kezek.local.template.TemplatePromises;
import kezek.rights.RecordedFunctions;
import kezek.testing.FakeContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The role of each function grants all permissions that the function used. Emulators do not check
/// permissions, so a missing one would only be noticed on AWS.
@TestInstance(Lifecycle.PER_CLASS)
class RightsIT {

    private static final Path TEMPLATE = Pipeline.ROOT.resolve("template.yaml");
    private static final String IMPORT = "rights";

    /// Only used to find the route of a request, never called.
    private static final ApiHandler ROUTES = new ApiHandler(Map.of(
            "TABLE_NAME", "table",
            "BUCKET_NAME", "bucket",
            "GEOCODE_QUEUE_URL", "geocode",
            "CLASSIFY_QUEUE_URL", "classify",
            "ASSIGN_QUEUE_URL", "assign.fifo",
            "AWS_REGION", "eu-central-1"));

    /// If no time is left, ingest hands the rest of a file over after this number of rows.
    private static final int ROWS_OF_A_STEP = Partitioning.STANDARD.rowsPerStep();

    @TempDir
    Path folder;

    private final RecordedFunctions functions = new RecordedFunctions();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lostMessages = new AtomicInteger();
    private Pipeline pipeline;
    private volatile boolean isIngestOutOfTime;
    private volatile boolean losesMessages;

    @BeforeAll
    void haveEveryFunctionDoItsWork(@TempDir Path files) throws Exception {
        // A wave counts as stalled from the second sweep.
        pipeline = Pipeline.start(options -> options.inProcess(this::handler).withEnvironment("STILL_WAVE", "PT0S"));
        pipeline.uploadSample(IMPORT);
        pipeline.awaitImport(IMPORT, "finished");
        pipeline.awaitAssignments(Reference.TICKETS);
        readALongFileOn(files.resolve("long.csv"));
        loseMessages(files.resolve("lost.csv"));
        pipeline.checkInvariants();
        useTheApi();
    }

    private Object handler(LocalFunction function) {
        Object handler = functions.handler(function);
        return switch (function.id()) {
            case "IngestFunction" -> new HurriedIngest(handler);
            case "GeocodeFunction" -> new LossyGeocode(handler);
            case "ApiFunction" -> new RecordingApi(handler);
            default -> handler;
        };
    }

    /// Writes new rows and changed texts of stored tickets, before and after the row where ingest hands
    /// the file over. Between them the same row is repeated, and rejected.
    private void readALongFileOn(Path file) throws IOException {
        List<String> stored = pipeline.items().tickets().stream()
                .filter(ticket -> Items.text(ticket, "stage").equals("ASSIGNED"))
                .map(ticket -> Items.text(ticket, "guid"))
                .toList();
        List<String> guids = new ArrayList<>(stored.subList(0, 5));
        guids.addAll(Collections.nCopies(ROWS_OF_A_STEP, "new"));
        guids.addAll(stored.subList(5, 10));
        guids.add("new after the hand-over");
        Files.write(
                file,
                Stream.concat(Stream.of(header()), guids.stream().map(guid -> row(guid, "Астана")))
                        .toList());
        isIngestOutOfTime = true;
        pipeline.put("imports/long/tickets.csv", file);
        pipeline.awaitImport("long", "finished");
        isIngestOutOfTime = false;
    }

    /// Loses two messages. The first comes back when geocode fails for the last time, and again after a
    /// redrive. The sweeper sends the second again until it gives the ticket up.
    private void loseMessages(Path file) throws IOException {
        losesMessages = true;
        Files.write(file, List.of(header(), row("failing", "Неведомый"), row("stuck", "Астана")));
        pipeline.put("imports/lost/tickets.csv", file);
        eventually("the messages got lost", () -> lostMessages.get() >= 2);

        String failing = "{\"ticketId\":\"" + Ids.ticket("failing") + "\",\"rev\":1}";
        deliverForTheLastTime(failing, Map.of("GEOCODER", "nominatim", "NOMINATIM_URL", "http://127.0.0.1:1"));
        assertThat(stage("failing")).isEqualTo("FAILED");
        deliverForTheLastTime(failing, Map.of("GEOCODER", "gazetteer"));
        eventually("it is revived", () -> !Set.of("FAILED", "NEW").contains(stage("failing")));

        String event = Files.readString(Pipeline.ROOT.resolve("events/sweeper.json"));
        eventually("the sweeper gives up", () -> {
            sweep(event);
            return stage("stuck").equals("FAILED");
        });
        losesMessages = false;
        pipeline.awaitImport("lost", "finished");
    }

    @SuppressWarnings("unchecked") // the handler of GeocodeFunction takes messages
    private void deliverForTheLastTime(String body, Map<String, String> environment) {
        FunctionResource geocode = pipeline.stack().template().function("GeocodeFunction");
        SQSMessage message = new SQSMessage();
        message.setMessageId("6f1e0a52-0000-4000-8000-000000000000");
        message.setReceiptHandle("lost");
        message.setEventSourceArn("arn:aws:sqs:eu-central-1:000000000000:geocode");
        message.setBody(body);
        message.setAttributes(
                Map.of("ApproximateReceiveCount", geocode.environment().get("MAX_RECEIVE_COUNT")));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        ((RequestHandler<SQSEvent, SQSBatchResponse>)
                        functions.handler(TestFunctions.localised(pipeline.stack(), geocode, environment)))
                .handleRequest(event, new FakeContext());
    }

    private String stage(String guid) {
        return Items.text(
                pipeline.items().like("TICKET#" + Ids.ticket(guid), "TICKET").getFirst(), "stage");
    }

    private static String header() throws IOException {
        return Files.readAllLines(Pipeline.SAMPLE.resolve(Pipeline.TICKETS)).getFirst();
    }

    private static String row(String guid, String town) {
        return guid + ",,,Где мой перевод?,,Mass,Казахстан,," + town + ",,";
    }

    private void sweep(String event) {
        try {
            assertThat(pipeline.stack().invoke("SweeperFunction", event)).isInstanceOf(InvocationResult.Answered.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void useTheApi() {
        Api api = pipeline.api();
        String ofImport = "?import=" + IMPORT;
        JsonNode tickets = api.json("/api/tickets?stage=ASSIGNED").path("items");
        String first = "/api/tickets/" + tickets.at("/0/id").asText();
        for (String path : List.of(
                "/health",
                "/api/tickets",
                "/api/tickets" + ofImport,
                "/api/tickets/export" + ofImport,
                first,
                first + "/events",
                "/api/managers",
                "/api/business-units",
                "/api/dashboard/stats",
                "/api/reports/balance" + ofImport,
                "/api/reports/quality" + ofImport,
                "/api/reports/quality",
                "/api/reports/corrections" + ofImport,
                "/api/reports/corrections",
                "/api/prompts",
                "/api/prompts/classify",
                "/api/imports",
                "/api/imports/" + IMPORT)) {
            assertStatus(200, path, api.get(path));
        }
        assertStatus(202, "process", api.post("/api/process", ""));
        String otherRules = "{\"import\":\"" + IMPORT + "\",\"rules\":{\"strategy\":\"optimal\"}}";
        assertStatus(200, "what-if", api.post("/api/reports/what-if", otherRules));
        assertStatus(201, "prompt", api.post("/api/prompts/classify", "{\"text\":\"Be brief.\",\"activate\":true}"));
        assertStatus(200, "activate", api.post("/api/prompts/classify/activate", "{\"version\":0}"));
        assertStatus(200, "close", api.patch(first, "{\"status\":\"CLOSED\"}"));
        assertStatus(200, "open", api.patch(first, "{\"status\":\"OPEN\"}"));
        String second = "/api/tickets/" + tickets.at("/1/id").asText();
        // One of the two corrections changes the priority, which leaves the ticket with its manager.
        assertStatus(200, "correct", api.patch(second + "/analysis", "{\"priority\":9}"));
        assertStatus(200, "correct", api.patch(second + "/analysis", "{\"priority\":10}"));
        // Covers a ticket of a manager, and one of the wave of parked tickets.
        JsonNode parked = api.json("/api/tickets?stage=UNASSIGNED").path("items");
        for (JsonNode ticket : List.of(tickets.get(2), parked.get(0))) {
            assertStatus(
                    204,
                    "delete",
                    api.delete("/api/tickets/" + ticket.path("id").asText()));
        }
    }

    private static void assertStatus(int status, String what, HttpResponse<String> response) {
        assertThat(response.statusCode()).as("%s: %s", what, response.body()).isEqualTo(status);
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void everyCall_isAllowedByTheRoleOfItsFunction() {
        assertThat(functions.missing(pipeline.stack().template(), TEMPLATE)).isEmpty();
        assertThat(functions.used(pipeline.stack().template()))
                .containsOnlyKeys(pipeline.stack().template().functions().keySet())
                .allSatisfy(
                        (function, rights) -> assertThat(rights).as(function).isNotEmpty());
    }

    /// A permission that was not needed here and does not follow from a function's environment and events
    /// could be removed.
    @Test
    void everyRight_wasNeededOrIsPromised() {
        Map<String, Set<String>> used = functions.used(pipeline.stack().template());
        Map<String, Set<String>> needed = TemplatePromises.neededRights(TEMPLATE, Pipeline.ROOT);
        Map<String, Set<String>> unexplained = new TreeMap<>();
        GrantedRights.byFunction(TEMPLATE)
                .forEach((function, granted) -> granted.stream()
                        .filter(right -> !used.get(function).contains(right))
                        .filter(right -> !needed.get(function).contains(right))
                        .forEach(right -> unexplained
                                .computeIfAbsent(function, id -> new TreeSet<>())
                                .add(right)));

        // The queue of one manager has an index, but no route reads it yet.
        assertThat(unexplained).isEqualTo(Map.of("ApiFunction", Set.of("dynamodb:Query ${Table.Arn}/index/manager")));
    }

    @Test
    void everyRoute_wasAsked() {
        assertThat(asked).containsExactlyInAnyOrderElementsOf(ROUTES.routes());
    }

    @Test
    void rightsThatAreTakenAway_areMissed() throws IOException {
        assertThat(missingWithout("geocode", ", dynamodb:UpdateItem"))
                .containsExactly("GeocodeFunction dynamodb:UpdateItem Table.Arn");
        assertThat(missingWithout("assign", ", dynamodb:ConditionCheckItem"))
                .containsExactly("AssignFunction dynamodb:ConditionCheckItem Table.Arn");
        assertThat(missingWithout("ingest", "s3:GetObject")).hasSize(1);
        assertThat(missingWithout("api", "\n                  - !Sub '${Table.Arn}/index/newest'"))
                .containsExactly("ApiFunction dynamodb:Query ${Table.Arn}/index/newest");
        assertThat(missingWithout("sweeper", "sqs:GetQueueAttributes"))
                .containsExactly(
                        "SweeperFunction sqs:GetQueueAttributes ClassifyQueue.Arn",
                        "SweeperFunction sqs:GetQueueAttributes GeocodeQueue.Arn");
        assertThat(missingWithout("api", "s3:PutObject, "))
                .singleElement()
                .asString()
                .contains(" s3:PutObject ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"})
    void rightOnTheTableThatReadingOnLoses_isMissed(String action) throws IOException {
        assertThat(missingWithout("ingestmore", ", dynamodb:" + action))
                .containsExactly("IngestMoreFunction dynamodb:" + action + " Table.Arn");
    }

    /// @param policy name of the policy in which a part of the text is removed
    private Set<String> missingWithout(String policy, String part) throws IOException {
        String text = Files.readString(TEMPLATE);
        int begin = text.indexOf("- PolicyName: " + policy + "\n");
        int at = text.indexOf(part, begin);
        assertThat(at).as(part + " of " + policy).isPositive();
        Path broken = folder.resolve("template.yaml");
        Files.writeString(broken, text.substring(0, at) + text.substring(at + part.length()));
        return functions.missing(pipeline.stack().template(), broken);
    }

    /// An ingest function that has to hand over after its first step when the test says so.
    private final class HurriedIngest implements RequestHandler<S3Event, Void> {

        private final RequestHandler<S3Event, Void> ingest;

        @SuppressWarnings("unchecked") // the handler of IngestFunction takes S3 events
        HurriedIngest(Object ingest) {
            this.ingest = (RequestHandler<S3Event, Void>) ingest;
        }

        @Override
        public Void handleRequest(S3Event event, Context context) {
            return ingest.handleRequest(event, isIngestOutOfTime ? new LastSecond() : context);
        }
    }

    private static final class LastSecond extends FakeContext {

        @Override
        public int getRemainingTimeInMillis() {
            return 1_000;
        }
    }

    /// A geocode function that loses messages when the test says so.
    private final class LossyGeocode implements RequestHandler<SQSEvent, SQSBatchResponse> {

        private final RequestHandler<SQSEvent, SQSBatchResponse> geocode;

        @SuppressWarnings("unchecked") // the handler of GeocodeFunction takes messages
        LossyGeocode(Object geocode) {
            this.geocode = (RequestHandler<SQSEvent, SQSBatchResponse>) geocode;
        }

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            if (!losesMessages) {
                return geocode.handleRequest(event, context);
            }
            lostMessages.addAndGet(event.getRecords().size());
            return new SQSBatchResponse(List.of());
        }
    }

    /// The API, with a record of its requests.
    private final class RecordingApi implements RequestHandler<APIGatewayV2HTTPEvent, Object> {

        private final RequestHandler<APIGatewayV2HTTPEvent, Object> api;

        @SuppressWarnings("unchecked") // the handler of ApiFunction takes requests
        RecordingApi(Object api) {
            this.api = (RequestHandler<APIGatewayV2HTTPEvent, Object>) api;
        }

        @Override
        public Object handleRequest(APIGatewayV2HTTPEvent request, Context context) {
            ROUTES.route(request.getRequestContext().getHttp().getMethod(), request.getRawPath())
                    .ifPresent(asked::add);
            return api.handleRequest(request, context);
        }
    }
}
