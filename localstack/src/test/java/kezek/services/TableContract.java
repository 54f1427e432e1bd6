package kezek.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// The features of DynamoDB that the stores rely on, call by call, as described in
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/>.
abstract class TableContract {

    private RealTable table;
    private DynamoDbClient dynamoDb;

    abstract Services services();

    @BeforeEach
    void empty() {
        table = RealTable.emptied(services());
        dynamoDb = table.client();
    }

    @Test
    void putThatMustBeNew_losesToTheItem_andGetsIt() {
        put("a", "1", Map.of("n", number(1)));

        ConditionalCheckFailedException lost = catchThrowableOfType(
                ConditionalCheckFailedException.class,
                () -> dynamoDb.putItem(request -> request.tableName(table.name())
                        .item(item("a", "1", Map.of("n", number(2))))
                        .conditionExpression("attribute_not_exists(PK)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));

        assertThat(lost.item()).isEqualTo(item("a", "1", Map.of("n", number(1))));
        assertThat(table.items()).containsExactly(item("a", "1", Map.of("n", number(1))));
    }

    @Test
    void updateOfWhatIsNotThere_hasNoItemToShow() {
        ConditionalCheckFailedException lost = catchThrowableOfType(
                ConditionalCheckFailedException.class,
                () -> dynamoDb.updateItem(request -> request.tableName(table.name())
                        .key(key("a", "1"))
                        .updateExpression("ADD n :one")
                        .conditionExpression("attribute_exists(PK)")
                        .expressionAttributeValues(Map.of(":one", number(1)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));

        assertThat(lost.hasItem()).isFalse();
        assertThat(table.items()).isEmpty();
    }

    @Test
    void manyAtOnceWithOneVersion_oneWins() throws Exception {
        put("a", "1", Map.of("version", number(7)));
        List<Callable<Boolean>> writers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(n -> () -> raises("a", "1", 7))
                .toList();

        long winners = 0;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> writer : executor.invokeAll(writers)) {
                winners += writer.get() ? 1 : 0;
            }
        }

        assertThat(winners).isEqualTo(1);
        assertThat(table.items()).containsExactly(item("a", "1", Map.of("version", number(8))));
    }

    private boolean raises(String partition, String sort, int version) {
        try {
            dynamoDb.updateItem(request -> request.tableName(table.name())
                    .key(key(partition, sort))
                    .updateExpression("ADD version :one")
                    .conditionExpression("version = :seen")
                    .expressionAttributeValues(Map.of(":one", number(1), ":seen", number(version))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Test
    void cancelledTransaction_saysWhichActionLostToWhat_andWritesNothing() {
        put("b", "1", Map.of("n", number(1)));
        List<?> before = table.items();

        TransactionCanceledException cancelled = catchThrowableOfType(
                TransactionCanceledException.class,
                () -> commit(
                        "token-1",
                        List.of(
                                putAction("a", "1", "attribute_not_exists(PK)"),
                                putAction("b", "1", "attribute_not_exists(PK)"),
                                putAction("c", "1", "attribute_exists(PK)"))));

        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("None", "ConditionalCheckFailed", "ConditionalCheckFailed");
        assertThat(cancelled.cancellationReasons().get(1).item()).isEqualTo(item("b", "1", Map.of("n", number(1))));
        assertThat(cancelled.cancellationReasons().get(2).hasItem()).isFalse();
        assertThat(table.items()).isEqualTo(before);
    }

    @Test
    void hundredActions_areOneTransaction() {
        commit("hundred", puts(100));

        assertThat(table.items()).hasSize(100);
    }

    @Test
    void hundredAndOneActions_areRefused() {
        assertThatThrownBy(() -> commit("more", puts(101)))
                .isInstanceOf(DynamoDbException.class)
                .isNotInstanceOf(TransactionCanceledException.class);

        assertThat(table.items()).isEmpty();
    }

    @Test
    void twoActionsOnOneItem_areRefused() {
        List<TransactWriteItem> additions = List.of(addAction("a", "1"), addAction("a", "1"));
        List<TransactWriteItem> creations = List.of(
                putAction("a", "1", "attribute_not_exists(PK)"), putAction("a", "1", "attribute_not_exists(PK)"));

        assertThatThrownBy(() -> commit("added", additions)).isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> commit("created", creations)).isInstanceOf(DynamoDbException.class);

        assertThat(table.items()).isEmpty();
    }

    @Test
    void transactionSentAgainWithItsToken_isDoneOnce() {
        List<TransactWriteItem> addition = List.of(addAction("a", "1"));

        commit("the-same-token", addition);
        commit("the-same-token", addition);
        commit("another-token", addition);

        assertThat(table.items()).containsExactly(item("a", "1", Map.of("n", number(2))));
    }

    /// The condition is false on the second call, because the first one changed the item.
    @Test
    void transactionSentAgainWithItsToken_isNotAskedForItsConditionAgain() {
        List<TransactWriteItem> creation = List.of(putAction("a", "1", "attribute_not_exists(PK)"));

        commit("created-once", creation);
        commit("created-once", creation);

        assertThat(table.items()).hasSize(1);
    }

    @Test
    void otherTransactionWithATokenThatWasUsed_isRefused() {
        commit("used", List.of(addAction("a", "1")));

        assertThatThrownBy(() -> commit("used", List.of(addAction("b", "1"))))
                .isInstanceOf(IdempotentParameterMismatchException.class);

        assertThat(table.items()).hasSize(1);
    }

    @Test
    void manyTransactionsOnOneItem_allCountOnce() throws Exception {
        List<Callable<Void>> writers = IntStream.range(0, 12)
                .<Callable<Void>>mapToObj(n -> () -> {
                    commitUntilDone("concurrent-" + n, List.of(addAction("total", "1"), addAction("each-" + n, "1")));
                    return null;
                })
                .toList();

        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> writer : executor.invokeAll(writers)) {
                writer.get();
            }
        }

        assertThat(table.items()).hasSize(13).contains(item("total", "1", Map.of("n", number(12))));
    }

    private void commitUntilDone(String token, List<TransactWriteItem> actions) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                commit(token, actions);
                return;
            } catch (TransactionConflictException e) {
                continue;
            } catch (TransactionCanceledException e) {
                assertThat(e.cancellationReasons())
                        .extracting(CancellationReason::code)
                        .containsAnyOf("TransactionConflict")
                        .isSubsetOf("None", "TransactionConflict");
            }
        }
        throw new AssertionError(token + " conflicted a hundred times");
    }

    @Test
    void consistentQueryByPrefix_isOfThePrefixAlone_inOrderOfBytes_andPageByPage() {
        for (String sort : List.of("P#2", "P#10", "P#я", "P#Z", "P#a", "P", "Q#1", "O#9", "P#")) {
            put("wave", sort, Map.of());
        }
        put("wave2", "P#1", Map.of());

        List<String> sorts = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = dynamoDb.query(request -> request.tableName(table.name())
                    .consistentRead(true)
                    .limit(2)
                    .keyConditionExpression("PK = :pk AND begins_with(SK, :prefix)")
                    .expressionAttributeValues(Map.of(":pk", text("wave"), ":prefix", text("P#")))
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            assertThat(page.count()).isLessThanOrEqualTo(2);
            page.items().forEach(item -> sorts.add(item.get("SK").s()));
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty());

        assertThat(sorts).containsExactly("P#", "P#10", "P#2", "P#Z", "P#a", "P#я");
    }

    @Test
    void index_listsWhatHasItsKeys_withWhatItProjects_downwards() {
        put("1", "T", listed("0", "b", "VIP"));
        put("2", "T", listed("0", "c", "Mass"));
        put("3", "T", listed("0", "a", "VIP"));
        put("4", "T", listed("1", "d", "VIP"));
        put("5", "T", Map.of("segment", text("VIP")));

        List<Map<String, AttributeValue>> found = dynamoDb.query(request -> request.tableName(table.name())
                        .indexName("newest")
                        .scanIndexForward(false)
                        .keyConditionExpression("#list = :zero AND #at < :c")
                        .expressionAttributeNames(Map.of("#list", "list", "#at", "at"))
                        .expressionAttributeValues(Map.of(":zero", text("0"), ":c", text("c"))))
                .items();

        assertThat(found).extracting(item -> item.get("PK").s()).containsExactly("1", "3");
        assertThat(found.getFirst().keySet()).containsExactlyInAnyOrder("PK", "SK", "list", "at", "segment");
    }

    @Test
    void itemThatLosesTheKeyOfAnIndex_leavesIt() {
        put("1", "T", Map.of("managerKey", text("m1"), "managerAt", text("OPEN#1")));
        assertThat(managersTickets("m1")).hasSize(1);

        dynamoDb.updateItem(request ->
                request.tableName(table.name()).key(key("1", "T")).updateExpression("REMOVE managerKey, managerAt"));

        assertThat(managersTickets("m1")).isEmpty();
        assertThat(table.items()).hasSize(1);
    }

    private List<Map<String, AttributeValue>> managersTickets(String manager) {
        return dynamoDb.query(request -> request.tableName(table.name())
                        .indexName("manager")
                        .keyConditionExpression("managerKey = :manager")
                        .expressionAttributeValues(Map.of(":manager", text(manager))))
                .items();
    }

    @Test
    void index_isNotReadConsistently() {
        assertThatThrownBy(() -> dynamoDb.query(request -> request.tableName(table.name())
                        .indexName("manager")
                        .consistentRead(true)
                        .keyConditionExpression("managerKey = :manager")
                        .expressionAttributeValues(Map.of(":manager", text("m1")))))
                .isInstanceOf(DynamoDbException.class);
    }

    @Test
    void batchOfReads_leavesOutWhatIsNotThere_andTakesAHundred() {
        put("a", "1", Map.of());
        put("a", "2", Map.of());
        List<Map<String, AttributeValue>> hundred = IntStream.range(0, 100)
                .mapToObj(n -> key("a", Integer.toString(n)))
                .toList();
        List<Map<String, AttributeValue>> more = new ArrayList<>(hundred);
        more.add(key("a", "100"));

        assertThat(read(hundred)).extracting(item -> item.get("SK").s()).containsExactlyInAnyOrder("1", "2");
        assertThatThrownBy(() -> read(more)).isInstanceOf(DynamoDbException.class);
    }

    private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
        KeysAndAttributes wanted =
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
        return dynamoDb.batchGetItem(request -> request.requestItems(Map.of(table.name(), wanted)))
                .responses()
                .get(table.name());
    }

    @Test
    void nestedValue_isSetAndRemovedByItsPath() {
        put("a", "1", Map.of("loading", AttributeValue.fromM(Map.of())));

        update("SET loading.run1 = if_not_exists(loading.run1, :at)", Map.of(":at", text("first")));
        update("SET loading.run1 = if_not_exists(loading.run1, :at)", Map.of(":at", text("second")));
        assertThat(table.items().getFirst().get("loading").m()).isEqualTo(Map.of("run1", text("first")));

        update("REMOVE loading.run1 ADD rev :one", Map.of(":one", number(1)));
        assertThat(table.items())
                .containsExactly(item("a", "1", Map.of("loading", AttributeValue.fromM(Map.of()), "rev", number(1))));
    }

    private void update(String expression, Map<String, AttributeValue> values) {
        dynamoDb.updateItem(request -> request.tableName(table.name())
                .key(key("a", "1"))
                .updateExpression(expression)
                .expressionAttributeValues(values));
    }

    @Test
    void emptyValues_areTakenButForSetsAndKeys() {
        put("a", "1", Map.of("text", text(""), "map", AttributeValue.fromM(Map.of())));

        assertThat(table.items().getFirst().get("text").s()).isEmpty();
        assertThatThrownBy(() -> put("a", "2", Map.of("set", AttributeValue.fromSs(List.of()))))
                .isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> put("a", "", Map.of())).isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> put("a", "3", listed("", "x", "VIP"))).isInstanceOf(DynamoDbException.class);
    }

    @Test
    void itemOfMoreThan400KB_isRefused() {
        put("a", "1", Map.of("text", text("x".repeat(399 * 1024))));

        assertThatThrownBy(() -> put("a", "2", Map.of("text", text("x".repeat(400 * 1024)))))
                .isInstanceOf(DynamoDbException.class);
    }

    @Test
    void itemThatExpired_staysUntilItIsDeleted() {
        put("place", "PLACE", Map.of("expiresAt", number(1)));

        assertThat(dynamoDb.getItem(request -> request.tableName(table.name())
                                .key(key("place", "PLACE"))
                                .consistentRead(true))
                        .item())
                .containsEntry("expiresAt", number(1));
    }

    private static Map<String, AttributeValue> listed(String list, String at, String segment) {
        return Map.of("list", text(list), "at", text(at), "segment", text(segment), "description", text("…"));
    }

    private static List<TransactWriteItem> puts(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> putAction("a", Integer.toString(n), "attribute_not_exists(PK)"))
                .toList();
    }

    private void commit(String token, List<TransactWriteItem> actions) {
        // Tokens last for ten minutes, but the table lasts for all tests.
        String unique = Integer.toHexString(System.identityHashCode(this)) + "-" + token;
        dynamoDb.transactWriteItems(request -> request.transactItems(actions.stream()
                        .map(action -> onTable(action, table.name()))
                        .toList())
                .clientRequestToken(unique));
    }

    private static TransactWriteItem onTable(TransactWriteItem action, String name) {
        return action.put() == null
                ? TransactWriteItem.builder()
                        .update(action.update().toBuilder().tableName(name).build())
                        .build()
                : TransactWriteItem.builder()
                        .put(action.put().toBuilder().tableName(name).build())
                        .build();
    }

    private static TransactWriteItem putAction(String partition, String sort, String condition) {
        return TransactWriteItem.builder()
                .put(put -> put.item(key(partition, sort))
                        .conditionExpression(condition)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private static TransactWriteItem addAction(String partition, String sort) {
        return TransactWriteItem.builder()
                .update(update -> update.key(key(partition, sort))
                        .updateExpression("ADD n :one")
                        .expressionAttributeValues(Map.of(":one", number(1))))
                .build();
    }

    private void put(String partition, String sort, Map<String, AttributeValue> attributes) {
        table.putRaw(item(partition, sort, attributes));
    }

    private static Map<String, AttributeValue> item(
            String partition, String sort, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.putAll(key(partition, sort));
        return item;
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("PK", text(partition), "SK", text(sort));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
