package kezek.samlocal;

import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.local.FunctionEnvironment;
import kezek.local.SdkProperties;
import kezek.local.Tier;
import kezek.local.Tier.Need;
import kezek.local.containers.ContainerAccess;
import kezek.local.containers.SamFiles;
import kezek.local.emulators.Emulators;
import kezek.local.emulators.Provisioner;
import kezek.local.lambda.InProcessHost;
import kezek.local.template.Deployment;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import kezek.pipeline.Items;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// Passes every file of `events/` to the functions through `sam local`, in the order in which a ticket
/// passes them. SAM reads template.yaml, Lambda's runtime runs the zips, and the data is in the embedded
/// emulators.
///
/// The tests depend on one another, as the functions do: each expects the data of the test before it.
@Tag("sam-local")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SamLocalIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EVENTS = ROOT.resolve("events");
    private static final Path WORK = Path.of("target/samlocal").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    /// An id in events/tickets.csv, which the other events name.
    private static final String FIRST = "83b45f4d-ccdd-384c-9d74-d8efe8717a25";
    private static final String SECOND = "ccede8af-ae6f-3a15-b0b5-3ef61d2286f1";
    private static final String RUN = "caf60c85d7ae5f2f";
    private static final String WAVE = RUN + ".00000";

    private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> invoked = new LinkedHashSet<>();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(http));

    private Template template;
    private DynamoDbClient dynamoDb;
    private SqsClient sqs;
    private S3Client s3;
    private String sqsUri;
    private InProcessHost embedded;
    private SamLocal sam;
    private URI lambda;
    private URI api;

    @BeforeAll
    void start() throws IOException {
        new Tier("sam-local")
                .check(List.of(
                        new Need(
                                "a Docker engine",
                                "apt-get install docker.io",
                                () -> Command.succeeds("docker", "version")),
                        new Need(
                                "Docker's network docker0 on this machine",
                                "use Docker Engine on Linux, or in WSL",
                                () -> ContainerAccess.dockerAddress().isPresent()),
                        new Need(
                                "the image " + SamFiles.LAMBDA_IMAGE,
                                "docker pull " + SamFiles.LAMBDA_IMAGE,
                                () -> Command.succeeds("docker", "image", "inspect", SamFiles.LAMBDA_IMAGE)),
                        new Need(
                                "the command sam",
                                "pip install aws-sam-cli==1.170.0",
                                () -> Command.succeeds("sam", "--version"))));
        empty(WORK);
        template = TemplateReader.read(
                ROOT.resolve("template.yaml"),
                Deployment.LOCAL,
                Map.of("JwtIssuer", "https://issuer.example", "JwtAudience", "kezek"));
        startEmulators();
        sam = closedAtTheEnd(new SamLocal(ROOT, WORK.resolve("image"), WORK));
        lambda = sam.startLambda();
        api = sam.startApi();
    }

    /// Removes the logs and the unpacked zips of the last run.
    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private void startEmulators() {
        Emulators emulators = closedAtTheEnd(Emulators.start(template.deployment(), null, change -> {}));
        dynamoDb = closedAtTheEnd(emulators.endpoints().newDynamoDb());
        sqs = closedAtTheEnd(emulators.endpoints().newSqs());
        s3 = closedAtTheEnd(emulators.endpoints().newS3());
        sqsUri = emulators.endpoints().sqs().toString();
        Provisioner provisioner = new Provisioner(template);
        provisioner.createTables(dynamoDb);
        provisioner.createQueues(sqs);
        provisioner.createBuckets(s3);
        put("imports/пример 1/business_units.csv", "sample/business_units.csv");
        put("imports/sample/managers.csv", "sample/managers.csv");
        put("imports/sample/tickets.csv", "tickets.csv");
        Map<String, String> environment = FunctionEnvironment.passedOn(Map.of());
        embedded = closedAtTheEnd(new InProcessHost(
                template.functions().values().stream()
                        .map(function ->
                                FunctionEnvironment.localised(function, template, emulators.endpoints(), environment))
                        .toList(),
                InProcessHost::fromClassPath,
                1,
                (function, id, text) -> {}));
        closedAtTheEnd(SdkProperties.pointingTo(emulators.endpoints()));
        ContainerAccess access = closedAtTheEnd(ContainerAccess.open(
                emulators.endpoints(), ContainerAccess.dockerAddress().orElseThrow()));
        SamFiles.write(WORK.resolve("image"), template, access.endpoints(), environment);
    }

    @AfterAll
    void stop() throws Exception {
        List<String> started = sam == null ? List.of() : sam.containers();
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
        if (sam != null) {
            assertThat(started).as("containers of the functions").isNotEmpty();
            assertThat(Command.lines("docker", "ps", "--all", "--quiet")).doesNotContainAnyElementsOf(started);
            assertThat(sam.containers()).isEmpty();
            assertThat(sam.images()).isEmpty();
        }
    }

    @Test
    @Order(1)
    void testEventOfS3_isLeftAlone() throws Exception {
        assertThat(answer("IngestFunction", "upload-s3-test-event.json")).isEqualTo("null");

        assertThat(items().all()).isEmpty();
    }

    @Test
    @Order(2)
    void uploadOfOffices_storesThemWithTheirPlaces() throws Exception {
        assertThat(answer("IngestFunction", "upload.json")).isEqualTo("null");

        assertThat(items().like("ROSTER", "OFFICE#"))
                .hasSize(16)
                .allSatisfy(office -> assertThat(office).containsKey("place"));
        assertThat(files("пример 1")).extracting(file -> text(file, "state")).containsExactly("READ");
    }

    @Test
    @Order(3)
    void uploadOfManagers_storesThem() throws Exception {
        assertThat(answer("IngestFunction", "upload-managers.json")).isEqualTo("null");

        assertThat(items().managers())
                .hasSize(49)
                .allSatisfy(manager -> assertThat(number(manager, "assigned")).isZero());
    }

    @Test
    @Order(4)
    void uploadOfTickets_storesThemAndSendsThemOn() throws Exception {
        assertThat(answer("IngestFunction", "upload-tickets.json")).isEqualTo("null");

        assertThat(stages()).isEqualTo(Map.of(FIRST, "NEW", SECOND, "NEW"));
        assertThat(items().like("WAVE#" + WAVE, "P#")).hasSize(2);
        assertThat(tickets(take("GeocodeQueue"))).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    /// The file is in the state that a slice leaves if it dies before it stores its position.
    @Test
    @Order(5)
    void restOfAFile_isReadWithoutASecondTicket() throws Exception {
        List<Map<String, AttributeValue>> before = items().tickets();
        dynamoDb.updateItem(request -> request.tableName(table())
                .key(Map.of(
                        "PK", AttributeValue.fromS("IMPORT#sample"),
                        "SK", AttributeValue.fromS("FILE#" + RUN)))
                .updateExpression("SET #state = :reading, #position = :start")
                .expressionAttributeNames(Map.of("#state", "state", "#position", "position"))
                .expressionAttributeValues(
                        Map.of(":reading", AttributeValue.fromS("READING"), ":start", AttributeValue.fromN("0"))));

        // The wave was not sealed then, and not listed.
        Stream.of(items().like("IMPORT#sample", "WAVE#" + RUN), items().like("WAVES", WAVE))
                .flatMap(List::stream)
                .forEach(item -> dynamoDb.deleteItem(
                        request -> request.tableName(table()).key(Map.of("PK", item.get("PK"), "SK", item.get("SK")))));

        assertThat(answer("IngestMoreFunction", "continue.json")).isEqualTo(NO_FAILURES);

        assertThat(items().like("IMPORT#sample", "FILE#" + RUN))
                .extracting(file -> text(file, "state") + " " + number(file, "position"))
                .containsExactly("READ 2");
        assertThat(items().tickets()).isEqualTo(before);
        assertThat(tickets(take("GeocodeQueue"))).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    @Order(6)
    void geocode_placesTheTicketsAndSendsThemOn() throws Exception {
        assertThat(answer("GeocodeFunction", "geocode.json")).isEqualTo(NO_FAILURES);

        assertThat(stages()).isEqualTo(Map.of(FIRST, "PLACED", SECOND, "PLACED"));
        assertThat(ticket(FIRST).get("place").m().get("source").s()).isEqualTo("gazetteer");
        assertThat(tickets(take("ClassifyQueue"))).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    @Order(7)
    void poisonMessage_isReportedAloneAndItsNeighbourSentOnAgain() throws Exception {
        Map<String, AttributeValue> before = ticket(FIRST);

        assertThat(answer("GeocodeFunction", "geocode-poison.json"))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\""
                        + event("geocode-poison.json")
                                .at("/Records/1/messageId")
                                .asText() + "\"}]}");

        assertThat(ticket(FIRST)).isEqualTo(before);
        assertThat(tickets(take("ClassifyQueue"))).containsExactly(FIRST);
    }

    @Test
    @Order(8)
    void classify_analysesTheTicketsAndSaysThatTheWaveIsComplete() throws Exception {
        assertThat(answer("ClassifyFunction", "classify.json")).isEqualTo(NO_FAILURES);

        assertThat(stages()).isEqualTo(Map.of(FIRST, "ANALYSED", SECOND, "ANALYSED"));
        assertThat(items().like("WAVE#" + WAVE, "P#")).isEmpty();
        assertThat(items().like("WAVE#" + WAVE, "R#")).hasSize(2);
        assertThat(text(ticket(FIRST), "category")).isEqualTo("Неработоспособность приложения");
        assertThat(text(ticket(SECOND), "language")).isEqualTo("ENG");
        assertThat(hints()).containsOnly(WAVE);
    }

    @Test
    @Order(9)
    void sweeper_hintsAgainAtTheWaveThatNobodyPlanned() throws Exception {
        assertThat(answer("SweeperFunction", "sweeper.json")).isEqualTo("null");

        assertThat(hints()).contains(WAVE);
    }

    @Test
    @Order(10)
    void processing_hintsAtTheWaveWhoeverReadsTheTemplate() throws Exception {
        assertSameAnswers("process", 202);

        assertThat(hints()).containsExactly(WAVE, WAVE, WAVE);
    }

    @Test
    @Order(11)
    void assign_givesEachTicketToAManagerAndSaysWhy() throws Exception {
        assertThat(answer("AssignFunction", "assign.json")).isEqualTo(NO_FAILURES);

        assertThat(stages()).isEqualTo(Map.of(FIRST, "ASSIGNED", SECOND, "ASSIGNED"));
        assertThat(items().tickets()).allSatisfy(ticket -> {
            assertThat(ticket).containsKey("verdict");
            assertThat(items().managers()).anySatisfy(manager -> {
                assertThat(text(manager, "id")).isEqualTo(text(ticket, "managerId"));
                assertThat(number(manager, "assigned")).isPositive();
            });
        });
        assertThat(openWork()).isEqualTo(2);
        // The second ticket comes from abroad, so it takes a turn of the hubs.
        assertThat(items().like("ROSTER", "HUB"))
                .extracting(hub -> number(hub, "n"))
                .containsExactly(1L);
    }

    @Test
    @Order(12)
    void changesOfTickets_becomeEventsAndFigures() throws Exception {
        assertThat(answer("JournalFunction", "journal-changes.json")).isEqualTo(NO_FAILURES);

        assertThat(items().like("TICKET#" + FIRST, "EVENT#"))
                .extracting(change -> text(change, "type"))
                .containsExactly("created", "placed", "analysed", "assigned");
        assertThat(figure("total")).isEqualTo(1);
    }

    @Test
    @Order(13)
    void poisonRecord_isReportedAloneAndItsNeighboursAreCounted() throws Exception {
        assertThat(answer("JournalFunction", "journal-poison.json"))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\""
                        + event("journal-poison.json")
                                .at("/Records/1/dynamodb/SequenceNumber")
                                .asText()
                        + "\"}]}");

        assertThat(items().like("TICKET#" + SECOND, "EVENT#")).hasSize(1);
        assertThat(figure("total")).isEqualTo(2);
    }

    /// The deleted ticket was created in the same batch, so the figures stay the same.
    @Test
    @Order(14)
    void deletion_becomesAnEventAndLeavesTheFigures() throws Exception {
        assertThat(answer("JournalFunction", "journal-deleted.json")).isEqualTo(NO_FAILURES);

        assertThat(items().like("TICKET#" + SECOND, "EVENT#"))
                .extracting(change -> number(change, "version") + " " + text(change, "type"))
                .containsExactly("1 created", "5 created", "6 deleted");
        assertThat(figure("total")).isEqualTo(2);
    }

    /// The embedded stack makes the correction first, so that all three readers repeat it and answer the
    /// same. The ticket stays with its manager.
    @Test
    @Order(15)
    void correction_isMadeOnce() throws Exception {
        embedded.invoke("ApiFunction", Files.readAllBytes(EVENTS.resolve("api/correct-analysis.json")));

        assertSameAnswers("correct-analysis", 200);
        assertThat(text(ticket(FIRST), "category")).isEqualTo("Консультация");
        assertThat(text(ticket(FIRST), "stage")).isEqualTo("ASSIGNED");
    }

    /// A text that is stored already does not make a new version.
    @Test
    @Order(15)
    void textOfAPrompt_isAddedOnce() throws Exception {
        byte[] first = embedded.invoke("ApiFunction", Files.readAllBytes(EVENTS.resolve("api/add-prompt-version.json")))
                .payload();

        assertThat(JSON.readTree(first).path("statusCode").asInt()).isEqualTo(201);
        assertSameAnswers("add-prompt-version", 200);
        assertThat(items().like("PROMPT#classify", "V#")).hasSize(1);
    }

    /// Three readers of template.yaml: a request to SAM's HTTP API, the event passed to SAM's Lambda
    /// endpoint, and the event passed to the embedded stack. They must answer the same. All calls can be
    /// repeated.
    @ParameterizedTest
    @Order(16)
    @CsvSource({
        "health, 200",
        "list-business-units, 200",
        "list-managers, 200",
        "list-imports, 200",
        "get-import, 200",
        "list-tickets, 200",
        "get-ticket, 200",
        "list-ticket-events, 200",
        "export-tickets, 200",
        "dashboard-stats, 200",
        "balance-report, 200",
        "what-if, 200",
        "quality-report, 200",
        "export-corrections, 200",
        "list-prompts, 200",
        "list-prompt-versions, 200",
        "activate-prompt, 200",
        "change-ticket, 200",
        "delete-ticket, 204",
    })
    void route_answersTheSameWhoeverReadsTheTemplate(String file, int status) throws Exception {
        assertSameAnswers(file, status);
    }

    @Test
    @Order(17)
    void routesThatWrite_haveWritten() {
        // PATCH closed the first ticket, and DELETE left its tombstone, so only the second still counts
        // as work.
        assertThat(stages()).isEqualTo(Map.of(SECOND, "ASSIGNED"));
        assertThat(items().tombstones())
                .extracting(ticket -> text(ticket, "id"))
                .containsExactly(FIRST);
        assertThat(openWork()).isEqualTo(1);
    }

    @Test
    @Order(18)
    void urlOfAnUpload_takesTheFile() throws Exception {
        for (JsonNode created : List.of(
                JSON.readTree(request(event("api/create-upload.json")).body()),
                JSON.readTree(JSON.readTree(answer("ApiFunction", "api/create-upload.json"))
                        .path("body")
                        .asText()))) {
            JsonNode upload = created.path("uploads").path(0);
            HttpRequest.Builder put = HttpRequest.newBuilder(
                            URI.create(upload.path("url").asText()))
                    .PUT(BodyPublishers.ofFile(EVENTS.resolve("sample/business_units.csv")));
            upload.path("headers")
                    .properties()
                    .forEach(header ->
                            put.header(header.getKey(), header.getValue().asText()));

            assertThat(http.send(put.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);

            assertThat(s3.getObjectAsBytes(request -> request.bucket(bucket()).key("imports/sample/business_units.csv"))
                            .asByteArray())
                    .isEqualTo(Files.readAllBytes(EVENTS.resolve("sample/business_units.csv")));
            s3.deleteObject(request -> request.bucket(bucket()).key("imports/sample/business_units.csv"));
        }
    }

    /// Runs `sam local invoke`, which exits with 0 even on a function error.
    @Test
    @Order(19)
    void plainInvoke_answers() throws Exception {
        Command.Outcome outcome =
                sam.invoke(ROOT.resolve("template.yaml"), "ApiFunction", EVENTS.resolve("api/list-managers.json"));
        JsonNode answer = JSON.readTree(outcome.output());

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(answer.has("errorMessage") || answer.has("errorType"))
                .as(outcome.output())
                .isFalse();
        assertThat(JSON.readTree(answer.path("body").asText())).hasSize(49);
    }

    @Test
    @Order(20)
    void wrongHandlerInTheTemplate_isSaidByTheRuntime() throws Exception {
        Path broken = WORK.resolve("broken.yaml");
        Files.writeString(
                broken,
                Files.readString(ROOT.resolve("template.yaml"))
                        .replace("CodeUri: functions/", "CodeUri: " + ROOT + "/functions/")
                        .replace("kezek.geocode.GeocodeHandler", "kezek.geocode.GeoHandler"));

        Command.Outcome outcome = sam.invoke(broken, "GeocodeFunction", EVENTS.resolve("geocode.json"));

        assertThat(JSON.readTree(outcome.output()).path("errorMessage").asText())
                .contains("kezek.geocode.GeoHandler");
    }

    @Test
    @Order(21)
    void everyEventFile_wasInvoked() throws IOException {
        try (Stream<Path> all = Files.walk(EVENTS)) {
            assertThat(invoked)
                    .containsExactlyInAnyOrderElementsOf(
                            all.map(file -> EVENTS.relativize(file).toString())
                                    .filter(file -> file.endsWith(".json"))
                                    .toList());
        }
        assertThat(template.functions().keySet())
                .containsExactlyInAnyOrder(
                        "IngestFunction",
                        "IngestMoreFunction",
                        "GeocodeFunction",
                        "ClassifyFunction",
                        "AssignFunction",
                        "SweeperFunction",
                        "JournalFunction",
                        "ApiFunction");
    }

    /// Three readers of template.yaml: a request to SAM's HTTP API, the event passed to SAM's Lambda
    /// endpoint, and the event passed to the embedded stack. They must answer the same. All calls can be
    /// repeated.
    private void assertSameAnswers(String file, int status) throws Exception {
        String path = "api/" + file + ".json";

        HttpResponse<String> routed = request(event(path));
        JsonNode answer = JSON.readTree(answer("ApiFunction", path));
        JsonNode reference = JSON.readTree(embedded.invoke("ApiFunction", Files.readAllBytes(EVENTS.resolve(path)))
                .payload());

        assertThat(routed.statusCode()).as(routed.body()).isEqualTo(status);
        assertThat(answer).isEqualTo(reference);
        assertThat(routed.body()).isEqualTo(reference.path("body").asText(""));
        assertThat(routed.headers().firstValue("content-type").orElse(""))
                // SAM's default for an answer without a body.
                .isEqualTo(reference.at("/headers/content-type").asText("application/json"));
    }

    /// Invokes the function as an SDK does, and fails if the function fails.
    ///
    /// @return JSON without spaces, because SAM reformats it
    private String answer(String function, String file) throws Exception {
        invoked.add(file);
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(lambda.resolve("/2015-03-31/functions/" + function + "/invocations"))
                        .POST(BodyPublishers.ofFile(EVENTS.resolve(file)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Amz-Function-Error"))
                .as(() -> response.body() + "\n" + sam.log("start-lambda", 30))
                .isEmpty();
        return JSON.readTree(response.body()).toString();
    }

    /// Sends the request that API Gateway would convert to this event.
    private HttpResponse<String> request(JsonNode event) throws Exception {
        String query = event.path("rawQueryString").asText();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        api.resolve(event.path("rawPath").asText() + (query.isEmpty() ? "" : "?" + query)))
                .method(
                        event.at("/requestContext/http/method").asText(),
                        event.has("body")
                                ? BodyPublishers.ofString(event.path("body").asText())
                                : BodyPublishers.noBody());
        request.header("accept", event.at("/headers/accept").asText("*/*"));
        if (event.has("body")) {
            request.header("content-type", "application/json");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private Items items() {
        return Items.read(dynamoDb, table());
    }

    private Map<String, AttributeValue> ticket(String id) {
        return items().like("TICKET#" + id, "TICKET").getFirst();
    }

    private Map<String, String> stages() {
        return items().tickets().stream()
                .collect(Collectors.toMap(ticket -> text(ticket, "id"), ticket -> text(ticket, "stage")));
    }

    private List<Map<String, AttributeValue>> files(String importId) {
        return items().like("IMPORT#" + importId, "FILE#");
    }

    private long openWork() {
        return items().managers().stream()
                .mapToLong(manager -> number(manager, "assigned"))
                .sum();
    }

    private long figure(String name) {
        return items().like("CUBE#", "TOTAL").stream()
                .mapToLong(total -> number(total, name))
                .sum();
    }

    private List<String> hints() {
        return take("AssignQueue").stream()
                .map(message -> message.path("wave").asText())
                .toList();
    }

    private static List<String> tickets(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("ticketId").asText())
                .toList();
    }

    /// @return all messages of a queue, which is empty afterwards
    private List<JsonNode> take(String queue) {
        String url = sqsUri + "/" + template.deployment().accountId() + "/"
                + template.queue(queue).name();
        List<JsonNode> taken = new ArrayList<>();
        List<Message> messages = receive(url);
        while (!messages.isEmpty()) {
            for (Message message : messages) {
                taken.add(json(message.body()));
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
            messages = receive(url);
        }
        return taken;
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                .messages();
    }

    private String table() {
        return template.tables().values().iterator().next().name();
    }

    private String bucket() {
        return template.buckets().values().iterator().next().name();
    }

    private void put(String key, String file) {
        s3.putObject(request -> request.bucket(bucket()).key(key), EVENTS.resolve(file));
    }

    private static JsonNode event(String file) throws IOException {
        return JSON.readTree(EVENTS.resolve(file).toFile());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    private <T extends AutoCloseable> T closedAtTheEnd(T closeable) {
        open.add(closeable);
        return closeable;
    }
}
