package kezek.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import kezek.api.imports.SignedUrls;
import kezek.domain.Address;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Slot;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.execution.ExecutionContext;
import kezek.figures.JournalStore;
import kezek.figures.TicketChange;
import kezek.figures.TicketSnapshot;
import kezek.http.Json;
import kezek.imports.ImportStore;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.planning.PlanStore;
import kezek.roster.RosterStore;
import kezek.routing.ManagerUpdate;
import kezek.table.Table;
import kezek.testing.Analyses;
import kezek.testing.EventFiles;
import kezek.testing.FakeContext;
import kezek.testing.FakeDynamoDb;
import kezek.tickets.ManualChangeStore;
import kezek.tickets.TicketStore;
import kezek.waves.ReadyTicket;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// A table with tickets, and the API before it.
final class World {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final String IMPORT = "sample";
    static final String RUN = "3b1f0c2d";

    final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    final Table table = new Table(dynamoDb, "tickets");
    final TicketStore tickets = new TicketStore(table);
    final ManualChangeStore changes = new ManualChangeStore(table);
    final PlanStore plans = new PlanStore(table);
    final WaveStore waves = new WaveStore(table);
    final RosterStore roster = new RosterStore(table);
    final ImportStore imports = new ImportStore(table);
    final FakeContext context = new FakeContext();
    final SentMessages sqs = new SentMessages();
    final ApiHandler handler = new ApiHandler(
            table, urls(), queues(), ExecutionContext.real().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));

    private Queues queues() {
        return new Queues(
                sqs,
                new Settings(Map.of(
                        "GEOCODE_QUEUE_URL",
                        "geocode",
                        "CLASSIFY_QUEUE_URL",
                        "classify",
                        "ASSIGN_QUEUE_URL",
                        "assign")),
                QueueName.GEOCODE,
                QueueName.CLASSIFY,
                QueueName.ASSIGN);
    }

    static SignedUrls urls() {
        return new SignedUrls(
                S3Presigner.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                        .build(),
                "bucket");
    }

    record Answer(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            return Json.readStored(body);
        }

        String errorCode() {
            return json().at("/error/code").asText();
        }

        String errorMessage() {
            return json().at("/error/message").asText();
        }
    }

    Answer get(String path, String... query) {
        Map<String, String> parameters = new HashMap<>();
        for (int index = 0; index < query.length; index += 2) {
            parameters.put(query[index], query[index + 1]);
        }
        APIGatewayV2HTTPEvent event = event("list-managers");
        event.setRawPath(path);
        event.setQueryStringParameters(parameters.isEmpty() ? null : parameters);
        return send(event);
    }

    Answer post(String path, String body) {
        APIGatewayV2HTTPEvent event = event("create-upload");
        event.setRawPath(path);
        event.setBody(body);
        return send(event);
    }

    Answer patch(int row, String body) {
        APIGatewayV2HTTPEvent event = event("change-ticket");
        event.setRawPath("/api/tickets/" + id(row));
        event.setBody(body);
        return send(event);
    }

    Answer delete(String id) {
        APIGatewayV2HTTPEvent event = event("delete-ticket");
        event.setRawPath("/api/tickets/" + id);
        return send(event);
    }

    Answer send(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(event, context);
        return new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
    }

    static APIGatewayV2HTTPEvent event(String name) {
        return LambdaEventSerializers.serializerFor(APIGatewayV2HTTPEvent.class, World.class.getClassLoader())
                .fromJson(EventFiles.open("api/" + name + ".json"));
    }

    static String guid(int row) {
        return String.format("5f3c9a10-7b1e-4c55-9d0a-%012d", row);
    }

    static String id(int row) {
        return Ids.ticket(guid(row));
    }

    /// Stores a ticket that has just been read.
    Ticket add(int row, String segment, String description) {
        Ticket ticket = Ticket.arriving(
                id(row),
                new TicketContent(
                        guid(row),
                        "Женский",
                        "1990-05-17",
                        description,
                        row == 1 ? "скан 1.png" : "",
                        segment,
                        new Address("Казахстан", "", "Астана", "", "")),
                new Origin("csv", IMPORT, RUN, row, NOW),
                1,
                1,
                NOW.plusSeconds(row),
                Slot.pending(WaveIds.ofRun(RUN, 0), row, id(row)));
        tickets.addNew(List.of(ticket));
        return ticket;
    }

    void add(int first, int last) {
        for (int row = first; row <= last; row++) {
            add(row, row % 2 == 0 ? "VIP" : "Mass", "Вопрос " + row);
        }
    }

    void analyse(int row, Category category, String summary) {
        tickets.place(
                tickets.find(id(row)).orElseThrow(),
                new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана"));
        tickets.analyse(tickets.find(id(row)).orElseThrow(), Analyses.byRules(category, 7, Language.RU, summary));
    }

    void addRoster() {
        roster.beginLoading("r1", NOW);
        roster.save(
                new Office(
                        Ids.office("Астана"),
                        "Астана",
                        "пр. Мира, 1",
                        Optional.of(new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана")),
                        1),
                new Edition(NOW, ""));
        roster.save(new Office(Ids.office("Нигде"), "Нигде", "", Optional.empty(), 2), new Edition(NOW, ""));
        roster.save(manager("Асель", "Астана", "Главный специалист", 1), new Edition(NOW, ""));
        roster.save(manager("Берик", "Туркестан", "", 2), new Edition(NOW, ""));
        roster.finishLoading("r1");
    }

    /// Publishes one more manager, or the same with other skills.
    Manager addManager(String name, Set<String> skills, Instant at) {
        Manager manager = new Manager(
                new ManagerProfile(Ids.manager(name, "Астана"), Ids.office("Астана"), "Астана", name, "", skills, 5),
                Workload.initial(4));
        roster.save(manager, new Edition(at, ""));
        return manager(manager.id());
    }

    Manager manager(String id) {
        return roster.load().managers().stream()
                .filter(manager -> manager.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Manager manager(String name, String office, String position, int row) {
        return new Manager(
                new ManagerProfile(
                        Ids.manager(name, office),
                        Ids.office(office),
                        office,
                        name,
                        position,
                        Set.of("VIP", "KZ"),
                        row),
                Workload.initial(3));
    }

    /// Gives every ready ticket to one manager.
    void assignAll(String reason) {
        for (ReadyTicket ready : waves.ready(WaveIds.ofRun(RUN, 0))) {
            PlanChunk chunk = new PlanChunk(roster.load().rev(), Manager::rev);
            chunk.tryAddAssigned(
                    ready,
                    new Assignment(
                            Ids.manager("Асель", "Астана"), "Асель", Ids.office("Астана"), "Астана", NOW, reason),
                    Optional.empty(),
                    "{\"rule\":\"NEAREST\"}",
                    List.of(new ManagerUpdate(manager(Ids.manager("Асель", "Астана")), 1, Set.of())),
                    Optional.empty());
            if (!(plans.commit(chunk) instanceof PlanCommit.Done)) {
                throw new AssertionError("the plan lost a race that nobody ran");
            }
        }
    }

    /// Counts the tickets as they are, as if the stream had told of each once.
    void journal() {
        List<TicketChange> changes = new ArrayList<>();
        for (Map<String, AttributeValue> item : dynamoDb.items()) {
            if (item.get("SK").s().equals("TICKET")) {
                Map<String, String> fields = new HashMap<>();
                item.forEach((name, value) -> {
                    if (value.s() != null || value.n() != null) {
                        fields.put(name, value.s() != null ? value.s() : value.n());
                    }
                });
                changes.add(TicketChange.of(NOW, Optional.empty(), Optional.of(TicketSnapshot.of(fields))));
            }
        }
        JournalStore journal = new JournalStore(table);
        JournalStore.parts(changes).forEach(journal::record);
    }

    /// What the API sends, as `{queue} {body}`.
    static final class SentMessages implements SqsClient {

        private final List<String> sent = new CopyOnWriteArrayList<>();

        List<String> sent() {
            return List.copyOf(sent);
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            request.entries().forEach(entry -> sent.add(request.queueUrl() + " " + entry.messageBody()));
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            sent.add(request.queueUrl() + " " + request.messageBody());
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }

    /// Leaves of a ticket what deleting leaves.
    void bury(int row) {
        dynamoDb.putRaw(Map.of(
                "PK", AttributeValue.fromS("TICKET#" + id(row)),
                "SK", AttributeValue.fromS("TICKET"),
                "id", AttributeValue.fromS(id(row)),
                "rev", AttributeValue.fromN("2"),
                "version", AttributeValue.fromN("9"),
                "stage", AttributeValue.fromS("DELETED"),
                "srcTime", AttributeValue.fromS("2026-03-01T12:00:00.000Z")));
    }
}
