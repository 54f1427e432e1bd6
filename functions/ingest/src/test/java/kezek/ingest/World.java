package kezek.ingest;

import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.domain.Ticket;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.roster.RosterStore;
import kezek.table.Table;
import kezek.table.WriteOutcome;
import kezek.testing.FakeContext;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeTime;
import kezek.tickets.ManualChangeStore;
import kezek.tickets.TicketStore;
import kezek.waves.RowCounts;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// The reading of files on a table in memory. People put files at moments of their choice; a test reads
/// them in the order of its choice.
final class World {

    static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    private static final String IMPORT = "november";
    private static final String MANAGERS_HEADER = "ФИО,Должность ,Офис,Навыки,Количество обращений в работе\r\n";
    private static final String TICKETS_HEADER = "GUID клиента,Пол клиента,Дата рождения,Описание ,Вложения,"
            + "Сегмент клиента,Страна,Область,Населённый пункт,Улица,Дом\r\n";

    final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    final TicketStore tickets;
    final ManualChangeStore changes;
    final RosterStore rosters;
    final ImportStore imports;

    private final ImportReader reader;
    private final Log log = Log.of(new FakeContext());
    private final Map<String, byte[]> contentByEtag = new HashMap<>();
    private final Map<String, Runnable> interruptions = new HashMap<>();

    World() {
        Table direct = new Table(dynamoDb, "table");
        tickets = new TicketStore(direct);
        changes = new ManualChangeStore(direct);
        rosters = new RosterStore(direct);
        imports = new ImportStore(direct);
        Settings settings = new Settings(Map.of(
                "BUCKET_NAME", "bucket",
                "GEOCODER", "gazetteer",
                "INGEST_QUEUE_URL", "ingest",
                "GEOCODE_QUEUE_URL", "geocode",
                "CLASSIFY_QUEUE_URL", "classify",
                "ASSIGN_QUEUE_URL", "assign.fifo"));
        reader = CompositionRoot.of(
                        settings,
                        new DeafQueues(),
                        new Bucket(),
                        new Table(interrupted(), "table"),
                        Partitioning.STANDARD,
                        new FakeTime(START).execution())
                .reader();
    }

    /// A file of managers who all work in Астана.
    ///
    /// @param skills by name
    ImportFile managers(Instant time, Map<String, String> skills) {
        return put(
                "managers.csv",
                time,
                new TreeMap<>(skills)
                        .entrySet().stream()
                                .map(manager -> "%s,Специалист,Астана,\"%s\",0\r\n"
                                        .formatted(manager.getKey(), manager.getValue()))
                                .collect(Collectors.joining("", MANAGERS_HEADER, "")));
    }

    /// @param addresses by name
    ImportFile offices(Instant time, Map<String, String> addresses) {
        return put(
                "business_units.csv",
                time,
                new TreeMap<>(addresses)
                        .entrySet().stream()
                                .map(office -> "%s,\"%s\"\r\n".formatted(office.getKey(), office.getValue()))
                                .collect(Collectors.joining("", "Офис,Адрес\r\n", "")));
    }

    /// @param descriptions by GUID
    ImportFile tickets(Instant time, Map<String, String> descriptions) {
        return put(
                "tickets.csv",
                time,
                new TreeMap<>(descriptions)
                        .entrySet().stream()
                                .map(ticket -> "%s,,,%s,,Mass,Казахстан,,Астана,,\r\n"
                                        .formatted(ticket.getKey(), ticket.getValue()))
                                .collect(Collectors.joining("", TICKETS_HEADER, "")));
    }

    private ImportFile put(String name, Instant time, String content) {
        String number = "%04d".formatted(contentByEtag.size());
        contentByEtag.put("\"" + number + "\"", content.getBytes(StandardCharsets.UTF_8));
        return new ImportFile(
                IMPORT,
                "run" + number,
                "imports/" + IMPORT + "/" + name,
                number,
                number,
                time,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                time);
    }

    /// Reads the file; once more, if it was read before.
    void read(ImportFile file) {
        reader.begin(file, () -> Duration.ofSeconds(60), log);
    }

    void readAll(ImportFile... files) {
        List.of(files).forEach(this::read);
    }

    /// Lets somebody else in, once, right after the next call of this operation is answered.
    void afterNext(String operation, Runnable other) {
        interruptions.put(operation, other);
    }

    private DynamoDbClient interrupted() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(dynamoDb, arguments);
                        Optional.ofNullable(interruptions.remove(method.getName()))
                                .ifPresent(Runnable::run);
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Manager manager(String name) {
        return rosters.load().managers().stream()
                .filter(manager -> manager.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Office office(String name) {
        return rosters.load().offices().stream()
                .filter(office -> office.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Ticket ticket(String guid) {
        return tickets.find(Ids.ticket(guid)).orElseThrow();
    }

    void fail(String guid) {
        if (tickets.fail(ticket(guid), new Failure("STUCK_IN_GEOCODE", "it never came back")) == WriteOutcome.LOST) {
            throw new IllegalStateException("another writer changed the ticket");
        }
    }

    /// What became of the rows of a file of a single wave, or of a roster.
    RowCounts counts(ImportFile file) {
        return dynamoDb.partition("IMPORT#" + IMPORT).stream()
                .filter(item -> item.get("SK").s().startsWith("WAVE#" + file.run()))
                .findFirst()
                .map(wave -> new RowCounts(
                        number(wave, "accepted"),
                        number(wave, "unchanged"),
                        number(wave, "retried"),
                        number(wave, "rejected")))
                .orElseGet(
                        () -> imports.findFile(IMPORT, file.run()).orElseThrow().counts());
    }

    private static int number(Map<String, AttributeValue> item, String name) {
        return Integer.parseInt(item.get(name).n());
    }

    private final class Bucket implements S3Client {

        @Override
        public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            byte[] content = contentByEtag.get(request.ifMatch());
            return new ResponseInputStream<>(
                    GetObjectResponse.builder().build(),
                    AbortableInputStream.create(new ByteArrayInputStream(content)));
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    /// Takes every message, and nobody hears of it.
    private static final class DeafQueues implements SqsClient {

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            return SendMessageResponse.builder().build();
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
