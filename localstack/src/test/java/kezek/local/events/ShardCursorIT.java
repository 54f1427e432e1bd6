package kezek.local.events;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.almworks.sqlite4java.SQLiteConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kezek.local.emulators.DynamoDbEmulator;
import kezek.local.emulators.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// Reads the stream of a table of DynamoDB Local whose records are older than 24 hours. The test dates them back in the
/// database file.
class ShardCursorIT {

    private static final String TABLE = "Things";
    private static final Duration AGE = Duration.ofDays(3);

    @TempDir
    Path folder;

    private DynamoDbEmulator emulator;
    private DynamoDbClient dynamoDb;
    private DynamoDbStreamsClient streams;
    private String streamArn;

    @BeforeEach
    void start() throws Exception {
        open();
        dynamoDb.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("PK")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("PK")
                        .keyType(KeyType.HASH)
                        .build())
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        findStream();
    }

    @AfterEach
    void close() {
        streams.close();
        dynamoDb.close();
        emulator.close();
    }

    @Test
    void storedPosition_goesOnAfterItsRecord() throws Exception {
        put("a");
        put("b");
        String first = readAll(atHorizon()).getFirst().dynamodb().sequenceNumber();
        reopen();

        ShardCursor cursor = after(first);
        assertThat(cursor.isAtHorizon()).isFalse();
        assertThat(keys(readAll(cursor))).containsExactly("b");
    }

    @Test
    void positionBeyondTheEnd_continuesAtTheTrimHorizon() throws Exception {
        put("a");
        String number = readAll(atHorizon()).getFirst().dynamodb().sequenceNumber();
        String beyond = number.substring(0, number.length() - 4) + "4191";
        reopen();

        ShardCursor cursor = after(beyond);
        assertThat(cursor.isAtHorizon()).isTrue();
        put("b");
        assertThat(keys(readAll(cursor))).containsExactly("a", "b");
    }

    @Test
    void positionBeforeTheShard_continuesAtTheTrimHorizon() throws Exception {
        put("a");

        assertThat(keys(readAll(after("000000000000000000000")))).containsExactly("a");
    }

    @Test
    void recordsOlderThanADay_areTrimmedAndNewOnesAreRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("old" + i);
        }
        List<Record> old = readAll(atHorizon());
        close();
        dateBack();
        open();

        ShardCursor withPosition = after(old.getLast().dynamodb().sequenceNumber());
        ShardCursor withoutPosition = atHorizon();
        assertThat(withPosition.isAtHorizon()).isTrue();
        assertThat(withPosition.next()).isEmpty();
        assertThat(withoutPosition.next()).isEmpty();
        put("new");

        assertThat(keys(readAll(withPosition))).containsExactly("new");
        assertThat(keys(readAll(withoutPosition))).containsExactly("new");
    }

    @Test
    void cursorWhoseRecordsAreTrimmed_continuesAtTheTrimHorizon() throws Exception {
        put("a");
        put("b");
        ShardCursor cursor = after(readAll(atHorizon()).getFirst().dynamodb().sequenceNumber());
        dateBack();
        assertThat(cursor.next()).isEmpty();
        put("c");

        assertThat(keys(readAll(cursor))).containsExactly("c");
    }

    private void reopen() throws Exception {
        close();
        open();
    }

    private void open() throws Exception {
        emulator = DynamoDbEmulator.start(folder);
        URI uri = emulator.endpoint();
        var endpoints = new Endpoints("eu-central-1", uri, uri, uri);
        dynamoDb = endpoints.newDynamoDb();
        streams = endpoints.newDynamoDbStreams();
    }

    private void findStream() {
        streamArn = dynamoDb.describeTable(request -> request.tableName(TABLE))
                .table()
                .latestStreamArn();
    }

    private void dateBack() throws Exception {
        var connection =
                new SQLiteConnection(folder.resolve("shared-local-instance.db").toFile());
        try {
            connection.open(false);
            connection.exec("update us set CreationDateTime = CreationDateTime - " + AGE.toMillis());
        } finally {
            connection.dispose();
        }
    }

    private void put(String key) {
        dynamoDb.putItem(request -> request.tableName(TABLE).item(Map.of("PK", AttributeValue.fromS(key))));
    }

    private ShardCursor atHorizon() {
        return ShardCursor.atHorizon(streams, streamArn, shard());
    }

    private ShardCursor after(String sequenceNumber) {
        return ShardCursor.after(streams, streamArn, shard(), sequenceNumber);
    }

    private Shard shard() {
        return streams.describeStream(request -> request.streamArn(streamArn))
                .streamDescription()
                .shards()
                .getFirst();
    }

    /// Waits for at least one record, and reads until there are no more.
    private static List<Record> readAll(ShardCursor cursor) {
        List<Record> records = new ArrayList<>();
        eventually("a record", () -> records.addAll(cursor.next()));
        List<Record> more = cursor.next();
        while (!more.isEmpty()) {
            records.addAll(more);
            more = cursor.next();
        }
        return records;
    }

    private static List<String> keys(List<Record> records) {
        return records.stream()
                .map(record -> record.dynamodb().keys().get("PK").s())
                .toList();
    }
}
