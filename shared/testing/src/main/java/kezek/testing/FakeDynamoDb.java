package kezek.testing;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// An in-memory DynamoDB table with the operations that the stores use. It makes tests of handlers take
/// milliseconds. Like DynamoDB, it checks conditions and refuses two actions on one item, more than 100
/// actions, and empty keys. It can also simulate failures.
public final class FakeDynamoDb implements DynamoDbClient {

    private static final NavigableMap<String, Map<String, AttributeValue>> NO_ITEMS =
            Collections.unmodifiableNavigableMap(new TreeMap<>());
    private static final Map<String, List<String>> INDEXES = Map.of(
            "newest", List.of("list", "at"),
            "import", List.of("importKey", "importAt"),
            "manager", List.of("managerKey", "managerAt"));

    private final NavigableMap<String, NavigableMap<String, Map<String, AttributeValue>>> partitions = new TreeMap<>();
    private final Map<String, List<TransactWriteItem>> actionsByToken = new HashMap<>();

    private int pageSize = 1_000;
    private Consumer<List<Written>> observer = unused -> {};
    private Predicate<Term> ignored = unused -> false;
    private int statusToAnswer;
    private Predicate<TransactWriteItemsRequest> refused = unused -> false;
    private Optional<Runnable> beforeTransaction = Optional.empty();
    private int transactions;

    /// An item that a committed write changed.
    ///
    /// @param before null if it did not exist
    /// @param after null if it was deleted
    public record Written(
            String partition, String sort, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {}

    /// One comparison of a condition.
    ///
    /// @param action `PUT`, `UPDATE`, `DELETE` or `CHECK`
    /// @param operator `=`, `<=`, …, `attribute_exists` or `attribute_not_exists`
    /// @param attribute the first part of its path
    public record Term(String action, String partition, String sort, String operator, String attribute) {}

    /// Registers an observer of committed writes. It receives all writes of a transaction at once, and
    /// must not write to the table.
    public synchronized void observe(Consumer<List<Written>> everyCommit) {
        observer = everyCommit;
    }

    /// Treats these terms as true from now on. A test uses this to show what fails without a condition.
    public synchronized void ignore(Predicate<Term> terms) {
        ignored = terms;
    }

    /// @return the stored item, or null
    public synchronized Map<String, AttributeValue> item(String partition, String sort) {
        return partitions.getOrDefault(partition, NO_ITEMS).get(sort);
    }

    /// Limits the pages of all queries to this number of items, regardless of the limit in the request.
    public synchronized void pageAfter(int size) {
        pageSize = size;
    }

    /// Fails every call with this status from now on; 0 restores normal operation.
    public synchronized void answerStatus(int status) {
        statusToAnswer = status;
    }

    /// Fails these transactions with status 400 from now on.
    public synchronized void refuse(Predicate<TransactWriteItemsRequest> transactions) {
        refused = transactions;
    }

    /// Runs another write once, right before the next transaction, to simulate a race.
    public synchronized void beforeNextTransaction(Runnable other) {
        beforeTransaction = Optional.of(other);
    }

    public synchronized int transactions() {
        return transactions;
    }

    /// @return copies of all items
    public synchronized List<Map<String, AttributeValue>> items() {
        return partitions.values().stream()
                .flatMap(partition -> partition.values().stream())
                .toList();
    }

    public synchronized void putRaw(Map<String, AttributeValue> item) {
        put(item);
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        answer();
        Map<String, AttributeValue> item = find(request.key());
        return item == null
                ? GetItemResponse.builder().build()
                : GetItemResponse.builder().item(item).build();
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        answer();
        Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
        request.requestItems().forEach((table, keys) -> {
            if (keys.keys().size() > 100) {
                throw failure(400, "more than 100 keys");
            }
            found.put(
                    table,
                    keys.keys().stream()
                            .map(this::find)
                            .filter(Objects::nonNull)
                            .toList());
        });
        return BatchGetItemResponse.builder()
                .responses(found)
                .unprocessedKeys(Map.of())
                .build();
    }

    @Override
    public synchronized QueryResponse query(QueryRequest request) {
        answer();
        List<String> keyNames = request.indexName() == null ? List.of("PK", "SK") : INDEXES.get(request.indexName());
        List<Map<String, AttributeValue>> candidates = candidates(request, keyNames);
        int limit = Math.min(pageSize, request.limit() == null ? pageSize : request.limit());
        List<Map<String, AttributeValue>> page = candidates.subList(0, Math.min(limit, candidates.size()));
        List<Map<String, AttributeValue>> matching = page.stream()
                .filter(item -> request.filterExpression() == null
                        || new FakeExpressions(
                                        request.filterExpression(),
                                        request.expressionAttributeNames(),
                                        request.expressionAttributeValues())
                                .test(item))
                .toList();
        QueryResponse.Builder response = QueryResponse.builder().count(matching.size());
        if (request.select() != Select.COUNT) {
            response.items(matching);
        }
        if (page.size() < candidates.size()) {
            response.lastEvaluatedKey(lastKey(page.getLast(), keyNames));
        }
        return response.build();
    }

    private List<Map<String, AttributeValue>> candidates(QueryRequest request, List<String> keyNames) {
        Comparator<Map<String, AttributeValue>> order =
                Comparator.comparing(item -> item.get(keyNames.getLast()).s());
        Comparator<Map<String, AttributeValue>> direction =
                Boolean.FALSE.equals(request.scanIndexForward()) ? order.reversed() : order;
        if (request.indexName() == null) {
            return inPartition(request, direction);
        }
        return items().stream()
                .filter(item -> item.keySet().containsAll(keyNames))
                .filter(item -> isAskedFor(request, item))
                .sorted(direction)
                .filter(item ->
                        !request.hasExclusiveStartKey() || direction.compare(item, request.exclusiveStartKey()) > 0)
                .toList();
    }

    /// In all key conditions of the stores, the first value is the partition.
    private List<Map<String, AttributeValue>> inPartition(
            QueryRequest request, Comparator<Map<String, AttributeValue>> direction) {
        String partition = request.expressionAttributeValues().get(":pk").s();
        return partitions.getOrDefault(partition, NO_ITEMS).values().stream()
                .filter(item -> isAskedFor(request, item))
                .filter(item ->
                        !request.hasExclusiveStartKey() || direction.compare(item, request.exclusiveStartKey()) > 0)
                .sorted(direction)
                .toList();
    }

    private static boolean isAskedFor(QueryRequest request, Map<String, AttributeValue> item) {
        return new FakeExpressions(
                        request.keyConditionExpression(),
                        request.expressionAttributeNames(),
                        request.expressionAttributeValues())
                .test(item);
    }

    private static Map<String, AttributeValue> lastKey(Map<String, AttributeValue> item, List<String> keyNames) {
        Map<String, AttributeValue> last = new HashMap<>();
        List.of("PK", "SK", keyNames.getFirst(), keyNames.getLast()).forEach(name -> last.put(name, item.get(name)));
        return last;
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        answer();
        check(
                "PUT",
                request.item(),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        observer.accept(List.of(put(request.item())));
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
        answer();
        check(
                "UPDATE",
                request.key(),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        observer.accept(List.of(update(
                request.key(),
                request.updateExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues())));
        return request.returnValues() == ReturnValue.UPDATED_NEW
                ? UpdateItemResponse.builder().attributes(find(request.key())).build()
                : UpdateItemResponse.builder().build();
    }

    private void check(
            String action,
            Map<String, AttributeValue> key,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        if (!holds(action, key, condition, names, values)) {
            throw ConditionalCheckFailedException.builder()
                    .item(find(key))
                    .message("The conditional request failed")
                    .statusCode(400)
                    .build();
        }
    }

    private boolean holds(
            String action,
            Map<String, AttributeValue> key,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        return condition == null
                || new FakeExpressions(
                                condition,
                                names,
                                values,
                                (operator, attribute) -> ignored.test(new Term(
                                        action, key.get("PK").s(), key.get("SK").s(), operator, attribute)))
                        .test(Objects.requireNonNullElse(find(key), Map.of()));
    }

    private Written update(
            Map<String, AttributeValue> key,
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        Map<String, AttributeValue> item = new HashMap<>(Objects.requireNonNullElse(find(key), Map.of()));
        item.putAll(Map.of(
                "PK",
                AttributeValue.fromS(key.get("PK").s()),
                "SK",
                AttributeValue.fromS(key.get("SK").s())));
        return put(new FakeExpressions(expression, names, values).update(item));
    }

    private Map<String, AttributeValue> find(Map<String, AttributeValue> key) {
        List<String> checked = key(key);
        return item(checked.getFirst(), checked.getLast());
    }

    private Written put(Map<String, AttributeValue> item) {
        List<String> key = key(item);
        Map<String, AttributeValue> after = Map.copyOf(item);
        Map<String, AttributeValue> before = partitions
                .computeIfAbsent(key.getFirst(), unused -> new TreeMap<>())
                .put(key.getLast(), after);
        return new Written(key.getFirst(), key.getLast(), before, after);
    }

    private Written delete(Map<String, AttributeValue> deleted) {
        List<String> key = key(deleted);
        NavigableMap<String, Map<String, AttributeValue>> partition = partitions.get(key.getFirst());
        return new Written(
                key.getFirst(), key.getLast(), partition == null ? null : partition.remove(key.getLast()), null);
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        answer();
        Optional<Runnable> other = beforeTransaction;
        beforeTransaction = Optional.empty();
        other.ifPresent(Runnable::run);
        if (refused.test(request)) {
            throw failure(400, "refused");
        }
        refuseIfInvalid(request.transactItems());
        if (request.clientRequestToken() != null) {
            List<TransactWriteItem> before = actionsByToken.get(request.clientRequestToken());
            if (before != null && !before.equals(request.transactItems())) {
                throw failure(400, "the token was used for another transaction");
            }
            if (before != null) {
                return TransactWriteItemsResponse.builder().build();
            }
        }
        List<CancellationReason> reasons =
                request.transactItems().stream().map(this::reason).toList();
        if (reasons.stream().anyMatch(reason -> !reason.code().equals("None"))) {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reasons)
                    .message("Transaction cancelled")
                    .statusCode(400)
                    .build();
        }
        List<Written> written =
                request.transactItems().stream().flatMap(this::apply).toList();
        transactions++;
        if (request.clientRequestToken() != null) {
            actionsByToken.put(request.clientRequestToken(), request.transactItems());
        }
        observer.accept(written);
        return TransactWriteItemsResponse.builder().build();
    }

    private static void refuseIfInvalid(List<TransactWriteItem> actions) {
        if (actions.isEmpty() || actions.size() > 100) {
            throw failure(400, actions.size() + " actions");
        }
        Set<List<String>> keys = new HashSet<>();
        actions.forEach(action -> {
            if (!keys.add(key(keyOf(action)))) {
                throw failure(400, "two actions on one item");
            }
        });
    }

    private static Map<String, AttributeValue> keyOf(TransactWriteItem action) {
        if (action.put() != null) {
            return action.put().item();
        }
        if (action.update() != null) {
            return action.update().key();
        }
        return action.delete() != null
                ? action.delete().key()
                : action.conditionCheck().key();
    }

    private CancellationReason reason(TransactWriteItem action) {
        Map<String, AttributeValue> key = keyOf(action);
        boolean holds;
        if (action.put() != null) {
            holds = holds(
                    "PUT",
                    key,
                    action.put().conditionExpression(),
                    action.put().expressionAttributeNames(),
                    action.put().expressionAttributeValues());
        } else if (action.update() != null) {
            holds = holds(
                    "UPDATE",
                    key,
                    action.update().conditionExpression(),
                    action.update().expressionAttributeNames(),
                    action.update().expressionAttributeValues());
        } else if (action.delete() != null) {
            holds = holds(
                    "DELETE",
                    key,
                    action.delete().conditionExpression(),
                    action.delete().expressionAttributeNames(),
                    action.delete().expressionAttributeValues());
        } else {
            holds = holds(
                    "CHECK",
                    key,
                    action.conditionCheck().conditionExpression(),
                    action.conditionCheck().expressionAttributeNames(),
                    action.conditionCheck().expressionAttributeValues());
        }
        return holds
                ? CancellationReason.builder().code("None").build()
                : CancellationReason.builder()
                        .code("ConditionalCheckFailed")
                        .item(find(key))
                        .build();
    }

    private Stream<Written> apply(TransactWriteItem action) {
        if (action.put() != null) {
            return Stream.of(put(action.put().item()));
        }
        if (action.update() != null) {
            return Stream.of(update(
                    action.update().key(),
                    action.update().updateExpression(),
                    action.update().expressionAttributeNames(),
                    action.update().expressionAttributeValues()));
        }
        return action.delete() != null ? Stream.of(delete(action.delete().key())) : Stream.empty();
    }

    private void answer() {
        if (statusToAnswer != 0) {
            throw failure(statusToAnswer, "as the test wants it");
        }
    }

    private static DynamoDbException failure(int status, String message) {
        return (DynamoDbException) DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("Fake")
                        .errorMessage(message)
                        .serviceName("DynamoDb")
                        .build())
                .message(message)
                .statusCode(status)
                .build();
    }

    private static List<String> key(Map<String, AttributeValue> item) {
        String partition = item.get("PK").s();
        String sort = item.get("SK").s();
        if (partition.isEmpty() || sort.isEmpty() || sort.getBytes(StandardCharsets.UTF_8).length > 1_024) {
            throw failure(400, "One or more parameter values were invalid: key");
        }
        return List.of(partition, sort);
    }

    /// @return all items of a partition
    public synchronized Collection<Map<String, AttributeValue>> partition(String partition) {
        return List.copyOf(partitions.getOrDefault(partition, NO_ITEMS).values());
    }
}
