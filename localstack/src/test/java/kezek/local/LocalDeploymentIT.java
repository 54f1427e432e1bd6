package kezek.local;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import kezek.local.emulators.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.sqs.model.Message;

/// Tests a deployment of fixture.yaml in this JVM. Every function records its events and behaves as the
/// test says.
class LocalDeploymentIT {

    private static final Path FIXTURE = Path.of("src", "test", "resources", "fixture.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OK = "{}";

    @TempDir
    Path data;

    private final Map<String, List<JsonNode>> events = new ConcurrentHashMap<>();
    private final Map<String, Function<JsonNode, String>> behaviours = new ConcurrentHashMap<>();
    private LocalDeployment stack;

    @BeforeEach
    void start() {
        stack = LocalDeployment.start(options());
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void objectThatTheFilterLetsThrough_isAnEventWithAnEncodedKey() {
        put("imports/мой файл+1.csv", "a;b");
        put("other/x.csv", "no");
        put("imports/x.txt", "no");
        put("imports/last.csv", "yes");

        eventually("two events", () -> seen("UploadFunction").size() >= 2);
        JsonNode record = seen("UploadFunction").stream()
                .map(event -> event.path("Records").path(0))
                .filter(each -> each.at("/s3/object/size").asInt() == 3
                        && each.at("/s3/object/key").asText().contains("%"))
                .findFirst()
                .orElseThrow();
        assertThat(record.at("/s3/object/key").asText())
                .isEqualTo("imports/%D0%BC%D0%BE%D0%B9+%D1%84%D0%B0%D0%B9%D0%BB%2B1.csv");
        assertThat(record.at("/s3/bucket/name").asText()).isEqualTo(stack.bucketName());
        assertThat(record.at("/s3/object/eTag").asText()).matches("[0-9a-f]{32}");
        assertThat(record.at("/s3/object/sequencer").asText()).matches("[0-9A-F]{16}");
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
    }

    @Test
    void secondVersionOfAnObject_hasTheGreaterSequencer() {
        put("imports/a.csv", "1");
        eventually("the first event", () -> !seen("UploadFunction").isEmpty());
        put("imports/a.csv", "2");
        eventually("the second event", () -> seen("UploadFunction").size() >= 2);

        List<String> sequencers = seen("UploadFunction").stream()
                .map(event -> event.at("/Records/0/s3/object/sequencer").asText())
                .toList();
        assertThat(sequencers.get(1)).isGreaterThan(sequencers.get(0));
    }

    @Test
    void multipartUpload_isOneEventWithTheWholeSize() {
        String key = "imports/long.csv";
        String upload = stack.s3()
                .createMultipartUpload(
                        request -> request.bucket(stack.bucketName()).key(key))
                .uploadId();
        String tag = stack.s3()
                .uploadPart(
                        request -> request.bucket(stack.bucketName())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(1),
                        RequestBody.fromString("0123456789"))
                .eTag();
        stack.s3()
                .completeMultipartUpload(request -> request.bucket(stack.bucketName())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(parts -> parts.parts(
                                CompletedPart.builder().partNumber(1).eTag(tag).build())));

        eventually("the event", () -> !seen("UploadFunction").isEmpty());
        JsonNode record = seen("UploadFunction").getFirst().at("/Records/0");
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:CompleteMultipartUpload");
        assertThat(record.at("/s3/object/size").asInt()).isEqualTo(10);
        assertThat(record.at("/s3/object/eTag").asText()).doesNotContain("\"");
    }

    @Test
    void asynchronousCallThatFailsAlways_isTriedThreeTimesAndRecorded() throws IOException {
        behaviours.put("UploadFunction", event -> {
            throw new IllegalStateException("broken");
        });
        put("imports/a.csv", "x");

        JsonNode record = JSON.readTree(receive("UploadFailures").body());
        assertThat(seen("UploadFunction")).hasSize(3);
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
        assertThat(record.path("requestPayload"))
                .isEqualTo(seen("UploadFunction").getFirst());
        assertThat(record.at("/responsePayload/errorMessage").asText()).isEqualTo("broken");
    }

    @Test
    void asynchronousCallThatFailsOnce_isTriedAgain() {
        behaviours.put("UploadFunction", event -> {
            if (seen("UploadFunction").size() == 1) {
                throw new IllegalStateException("once");
            }
            return OK;
        });
        put("imports/a.csv", "x");

        eventually("the first call", () -> !seen("UploadFunction").isEmpty());
        JsonNode failed = seen("UploadFunction").getFirst();
        eventually(
                "the same call again",
                () -> seen("UploadFunction").stream().filter(failed::equals).count() == 2);
    }

    @Test
    void messageThatIsReported_failsAloneAndEndsInTheDeadLetterQueue() {
        behaviours.put("WorkFunction", event -> failuresOf(event, "poison"));
        send("Work", "good");
        send("Work", "poison");

        assertThat(receive("WorkDeadLetters").body()).isEqualTo("poison");
        eventually("nothing is left", () -> isEmpty("Work"));
        assertThat(bodies("WorkFunction"))
                .containsOnlyOnce("good")
                .filteredOn("poison"::equals)
                .hasSize(2);
    }

    @Test
    void unknownIdInTheAnswer_failsTheWholeBatch() {
        behaviours.put("WorkFunction", event -> "{\"batchItemFailures\":[{\"itemIdentifier\":\"nobody\"}]}");
        send("Work", "good");

        assertThat(receive("WorkDeadLetters").body()).isEqualTo("good");
    }

    @Test
    void functionError_bringsTheWholeBatchBackWithItsReceiveCount() {
        behaviours.put("WorkFunction", event -> {
            if (seen("WorkFunction").size() == 1) {
                throw new IllegalStateException("once");
            }
            return OK;
        });
        send("Work", "again");

        eventually(
                "it was received twice and deleted", () -> seen("WorkFunction").size() == 2 && isEmpty("Work"));
        assertThat(seen("WorkFunction")
                        .get(1)
                        .at("/Records/0/attributes/ApproximateReceiveCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void fifoGroup_staysInOrderEvenIfOneFails() {
        behaviours.put("OrderedFunction", event -> {
            boolean first =
                    bodies("OrderedFunction").stream().filter("1"::equals).count() == 1;
            if (first && body(event).equals("1")) {
                throw new IllegalStateException("once");
            }
            return OK;
        });
        for (int i = 0; i < 5; i++) {
            String body = String.valueOf(i);
            stack.sqs()
                    .sendMessage(request -> request.queueUrl(stack.queueUrl("Ordered"))
                            .messageBody(body)
                            .messageGroupId("g")
                            .messageDeduplicationId(body));
        }
        eventually("all came", () -> bodies("OrderedFunction").contains("4"));

        assertThat(bodies("OrderedFunction")).containsExactly("0", "1", "1", "2", "3", "4");
        assertThat(seen("OrderedFunction")
                        .getFirst()
                        .at("/Records/0/attributes/MessageGroupId")
                        .asText())
                .isEqualTo("g");
    }

    @Test
    void handlerWithTypedEvents_getsAndGivesThem() {
        stack.close();
        List<String> received = new CopyOnWriteArrayList<>();
        stack = LocalDeployment.start(
                LocalDeploymentOptions.of(FIXTURE).inProcess(function -> new TypedHandler(received)));
        send("Work", "typed");

        eventually("it was handled and deleted", () -> received.contains("typed") && isEmpty("Work"));
    }

    @Test
    void streamRecords_areFilteredAndHaveBothImages() {
        putItem("A", "EVENT", "1");
        putItem("A", "TICKET", "1");
        putItem("A", "TICKET", "2");

        eventually("two records", () -> records().size() == 2);
        assertThat(records())
                .extracting(record -> record.path("eventName").asText())
                .containsExactly("INSERT", "MODIFY");
        JsonNode modified = records().get(1).path("dynamodb");
        assertThat(modified.at("/Keys/SK/S").asText()).isEqualTo("TICKET");
        assertThat(modified.at("/OldImage/value/N").asText()).isEqualTo("1");
        assertThat(modified.at("/NewImage/value/N").asText()).isEqualTo("2");
    }

    @Test
    void emptyValues_areInTheStreamAsTheyWereWritten() {
        Map<String, AttributeValue> item = new HashMap<>(key("a", "TICKET"));
        item.put("map", AttributeValue.fromM(Map.of()));
        item.put("list", AttributeValue.fromL(List.of()));
        item.put("text", AttributeValue.fromS(""));
        item.put("nothing", AttributeValue.fromNul(true));
        stack.dynamoDb().putItem(request -> request.tableName(stack.tableName()).item(item));

        eventually("the record", () -> !records().isEmpty());
        JsonNode image = records().getFirst().at("/dynamodb/NewImage");
        assertThat(image.path("map").toString()).isEqualTo("{\"M\":{}}");
        assertThat(image.path("list").toString()).isEqualTo("{\"L\":[]}");
        assertThat(image.path("text").toString()).isEqualTo("{\"S\":\"\"}");
        assertThat(image.path("nothing").toString()).isEqualTo("{\"NULL\":true}");
    }

    @Test
    void poisonRecord_isCutOutAndRecordedAndTheOthersGoOn() throws IOException {
        List<String> handled = new CopyOnWriteArrayList<>();
        behaviours.put("JournalFunction", event -> {
            for (JsonNode record : event.path("Records")) {
                if (record.at("/dynamodb/Keys/PK/S").asText().equals("poison")) {
                    throw new IllegalStateException("poison");
                }
            }
            event.path("Records")
                    .forEach(record ->
                            handled.add(record.at("/dynamodb/Keys/PK/S").asText()));
            return OK;
        });
        List.of("a", "b", "poison", "c", "d").forEach(id -> putItem(id, "TICKET", "1"));

        JsonNode record = JSON.readTree(receive("JournalFailures").body());
        eventually("the others were handled", () -> handled.size() == 4);
        assertThat(handled).containsExactly("a", "b", "c", "d");
        assertThat(record.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
    }

    @Test
    void reportedRecord_isTriedAgainFromThereOn() {
        behaviours.put("JournalFunction", event -> {
            if (seen("JournalFunction").size() == 1) {
                String number = event.at("/Records/0/dynamodb/SequenceNumber").asText();
                return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + number + "\"}]}";
            }
            return OK;
        });
        putItem("a", "TICKET", "1");

        eventually("it came twice", () -> records().size() == 2);
        assertThat(records().get(0).path("eventID")).isEqualTo(records().get(1).path("eventID"));
    }

    @Test
    void request_isAnEventOfPayloadTwoAndTheAnswerIsServed() throws Exception {
        behaviours.put(
                "ApiFunction",
                event -> "{\"statusCode\":201,\"headers\":{\"X-Id\":\"7\"},\"body\":\"сәлем\",\"cookies\":[\"a=b\"]}");
        HttpResponse<String> response = get("/things/%D0%B0%207?q=1&q=2&e=%2B");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("сәлем");
        assertThat(response.headers().firstValue("x-id")).hasValue("7");
        assertThat(response.headers().firstValue("set-cookie")).hasValue("a=b");
        JsonNode event = seen("ApiFunction").getFirst();
        assertThat(event.path("routeKey").asText()).isEqualTo("GET /things/{id}");
        assertThat(event.at("/pathParameters/id").asText()).isEqualTo("а 7");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("q=1&q=2&e=%2B");
        assertThat(event.at("/queryStringParameters/q").asText()).isEqualTo("1,2");
        assertThat(event.at("/queryStringParameters/e").asText()).isEqualTo("+");
        assertThat(event.at("/headers/x-test").asText()).isEqualTo("yes");
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("GET");
    }

    @Test
    void plainAnswer_isTheBody() throws Exception {
        behaviours.put("ApiFunction", event -> "{\"a\":1}");
        HttpResponse<String> response = get("/things/1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void requestWithoutRoute_isNotFound() throws Exception {
        HttpResponse<String> response = get("/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void functionErrorAndTimeout_areAnsweredAsTheGatewayDoes() throws Exception {
        behaviours.put("ApiFunction", event -> {
            throw new IllegalStateException("secret detail");
        });
        HttpResponse<String> failed = get("/things/1");
        behaviours.put("ApiFunction", event -> {
            awaitInterrupt();
            return OK;
        });
        HttpResponse<String> late = get("/things/1");

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(late.statusCode()).isEqualTo(503);
    }

    @Test
    void tooLargeRequest_isRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stack.apiUri().resolve("/things"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1]))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void everything_listensOnLoopbackOnly() throws IOException {
        Endpoints endpoints = stack.endpoints();
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        // A machine without a network has no other address.
        for (URI uri : List.of(endpoints.dynamoDb(), endpoints.sqs(), endpoints.s3(), stack.apiUri())) {
            assertThat(reaches(InetAddress.getByName("127.0.0.1"), uri.getPort()))
                    .isTrue();
            outside.ifPresent(address -> assertThat(reaches(address, uri.getPort()))
                    .as(uri + " at " + address)
                    .isFalse());
        }
    }

    @Test
    void functions_areGivenLocalNames() {
        Map<String, String> environment = environmentOf("UploadFunction");

        assertThat(environment)
                .containsEntry("TABLE_NAME", stack.tableName())
                .containsEntry("WORK_QUEUE_URL", stack.queueUrl("Work"))
                .containsEntry("GREETING", "overridden")
                .containsEntry("AWS_ENDPOINT_URL_S3", stack.s3Endpoint().toString());
        assertThat(stack.leavesOutAuthorizer()).isTrue();
    }

    @Test
    void restartOnTheSameFolder_keepsTableAndObjectsAndGoesOnInTheStream() {
        stack.close();
        stack = LocalDeployment.start(options().withData(data));
        putItem("a", "TICKET", "1");
        put("imports/a.csv", "x");
        eventually(
                "both were handled",
                () -> records().size() == 1 && !seen("UploadFunction").isEmpty());
        // The position is stored when the stream has no more records.
        eventually(
                "the position is kept",
                () -> data.resolve("streams")
                        .resolve("JournalFunction-Changes")
                        .toFile()
                        .exists());
        stack.close();
        events.clear();

        stack = LocalDeployment.start(options().withData(data));
        putItem("b", "TICKET", "1");
        eventually("the new record came", () -> !records().isEmpty());

        assertThat(records())
                .extracting(record -> record.at("/dynamodb/Keys/PK/S").asText())
                .containsExactly("b");
        assertThat(stack.dynamoDb()
                        .getItem(request -> request.tableName(stack.tableName()).key(key("a", "TICKET")))
                        .hasItem())
                .isTrue();
        assertThat(stack.s3()
                        .getObjectAsBytes(
                                request -> request.bucket(stack.bucketName()).key("imports/a.csv"))
                        .asUtf8String())
                .isEqualTo("x");
    }

    @Test
    void storedStreamPositionBeyondTheEnd_doesNotStopTheStream() throws IOException {
        stack.close();
        stack = LocalDeployment.start(options().withData(data));
        putItem("a", "TICKET", "1");
        Path position = data.resolve("streams").resolve("JournalFunction-Changes");
        eventually("the position is kept", () -> position.toFile().exists());
        stack.close();
        List<String> stored = Files.readAllLines(position);
        String beyond = stored.get(1).substring(0, stored.get(1).length() - 4) + "4191";
        Files.writeString(position, stored.get(0) + "\n" + beyond + "\n");
        events.clear();

        stack = LocalDeployment.start(options().withData(data));
        putItem("b", "TICKET", "1");

        eventually(
                "the new record came",
                () -> records().stream()
                        .anyMatch(record ->
                                record.at("/dynamodb/Keys/PK/S").asText().equals("b")));
    }

    @Test
    void acceptedEventThatARestartInterrupts_isHandledAfterIt() {
        stack.close();
        stack = LocalDeployment.start(options().withData(data));
        behaviours.put("UploadFunction", event -> {
            awaitInterrupt();
            throw new IllegalStateException("interrupted");
        });
        put("imports/a.csv", "x");
        eventually("it began", () -> !seen("UploadFunction").isEmpty());
        stack.close();
        JsonNode interrupted = seen("UploadFunction").getFirst();
        events.clear();
        behaviours.clear();

        stack = LocalDeployment.start(options().withData(data));

        eventually("it came again", () -> !seen("UploadFunction").isEmpty());
        assertThat(seen("UploadFunction").getFirst()).isEqualTo(interrupted);
    }

    /// A handler with the types of the events library, as the real ones.
    private record TypedHandler(List<String> received) implements RequestHandler<SQSEvent, SQSBatchResponse> {

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            event.getRecords().forEach(message -> received.add(message.getBody()));
            return new SQSBatchResponse(List.of());
        }
    }

    private record Recorder(Function<JsonNode, String> behaviour) implements RequestStreamHandler {

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write(behaviour.apply(JSON.readTree(input)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private final Map<String, Map<String, String>> environments = new ConcurrentHashMap<>();

    private LocalDeploymentOptions options() {
        return LocalDeploymentOptions.of(FIXTURE)
                .inProcess(function -> {
                    environments.put(function.id(), function.environment());
                    return new Recorder(event -> record(function.id(), event));
                })
                .withMaxEnvironments(2)
                .withEnvironment("GREETING", "overridden")
                .withRetryDelay(Duration.ofMillis(10));
    }

    private Map<String, String> environmentOf(String function) {
        put("imports/environment.csv", "x");
        eventually("the function was made", () -> environments.containsKey(function));
        return environments.get(function);
    }

    private String record(String function, JsonNode event) {
        events.computeIfAbsent(function, name -> new CopyOnWriteArrayList<>()).add(event);
        return behaviours.getOrDefault(function, any -> OK).apply(event);
    }

    private List<JsonNode> seen(String function) {
        return events.getOrDefault(function, List.of());
    }

    private List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        seen("JournalFunction").forEach(event -> event.path("Records").forEach(records::add));
        return records;
    }

    private List<String> bodies(String function) {
        List<String> bodies = new ArrayList<>();
        seen(function)
                .forEach(event -> event.path("Records")
                        .forEach(record -> bodies.add(record.path("body").asText())));
        return bodies;
    }

    private static String body(JsonNode event) {
        return event.at("/Records/0/body").asText();
    }

    private static String failuresOf(JsonNode event, String body) {
        List<String> failures = new ArrayList<>();
        event.path("Records").forEach(record -> {
            if (record.path("body").asText().equals(body)) {
                failures.add("{\"itemIdentifier\":\"" + record.path("messageId").asText() + "\"}");
            }
        });
        return "{\"batchItemFailures\":[" + String.join(",", failures) + "]}";
    }

    private void put(String key, String content) {
        stack.s3().putObject(request -> request.bucket(stack.bucketName()).key(key), RequestBody.fromString(content));
    }

    private void send(String queue, String body) {
        stack.sqs()
                .sendMessage(request -> request.queueUrl(stack.queueUrl(queue)).messageBody(body));
    }

    private Message receive(String queue) {
        List<Message> messages = new ArrayList<>();
        eventually("a message in " + queue, () -> {
            messages.addAll(stack.sqs()
                    .receiveMessage(
                            request -> request.queueUrl(stack.queueUrl(queue)).waitTimeSeconds(1))
                    .messages());
            return !messages.isEmpty();
        });
        return messages.getFirst();
    }

    private boolean isEmpty(String queue) {
        return stack
                .sqs()
                .getQueueAttributes(
                        request -> request.queueUrl(stack.queueUrl(queue)).attributeNamesWithStrings("All"))
                .attributesAsStrings()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().startsWith("ApproximateNumberOfMessages"))
                .allMatch(entry -> entry.getValue().equals("0"));
    }

    private void putItem(String partition, String sort, String value) {
        Map<String, AttributeValue> item = new HashMap<>(key(partition, sort));
        item.put("value", AttributeValue.fromN(value));
        stack.dynamoDb().putItem(request -> request.tableName(stack.tableName()).item(item));
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("PK", AttributeValue.fromS(partition), "SK", AttributeValue.fromS(sort));
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.apiUri() + path))
                .header("X-Test", "yes")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static boolean reaches(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitInterrupt() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
