package kezek.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
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
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// One table in memory, as far as the stores use DynamoDB: enough to test a handler in milliseconds. It
/// is strict where DynamoDB is strict (a condition, two actions on one item, more than 100 actions, an
/// empty key), and can refuse to answer.
public final class FakeDynamoDb implements DynamoDbClient {

    private static final Map<String, List<String>> INDEXES = Map.of(
            "newest", List.of("list", "at"),
            "import", List.of("importKey", "importAt"),
            "manager", List.of("managerKey", "managerAt"));

    private final Map<List<String>, Map<String, AttributeValue>> items = new TreeMap<>(
            Comparator.comparing((List<String> key) -> key.getFirst()).thenComparing(List::getLast));

    private int pageSize = 1_000;
    private int statusToAnswer;
    private Predicate<TransactWriteItemsRequest> refused = unused -> false;
    private Optional<Runnable> beforeTransaction = Optional.empty();
    private int transactions;

    /// Makes queries page after so many items, whatever they asked for.
    public synchronized void pageAfter(int size) {
        pageSize = size;
    }

    /// Answers every call with this status from now on; 0 answers properly again.
    public synchronized void answerStatus(int status) {
        statusToAnswer = status;
    }

    /// Answers 400 to these transactions from now on.
    public synchronized void refuse(Predicate<TransactWriteItemsRequest> transactions) {
        refused = transactions;
    }

    /// Lets somebody else in, once, right before the next transaction.
    public synchronized void beforeNextTransaction(Runnable other) {
        beforeTransaction = Optional.of(other);
    }

    public synchronized int transactions() {
        return transactions;
    }

    /// @return copies of all items
    public synchronized List<Map<String, AttributeValue>> items() {
        return List.copyOf(items.values());
    }

    public synchronized void putRaw(Map<String, AttributeValue> item) {
        items.put(key(item), Map.copyOf(item));
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
        Map<String, AttributeValue> item = items.get(key(request.key()));
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
                            .map(key -> items.get(key(key)))
                            .filter(item -> item != null)
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
        return items.values().stream()
                .filter(item -> item.keySet().containsAll(keyNames))
                .filter(item -> new FakeExpressions(
                                request.keyConditionExpression(),
                                request.expressionAttributeNames(),
                                request.expressionAttributeValues())
                        .test(item))
                .sorted(direction)
                .filter(item ->
                        !request.hasExclusiveStartKey() || direction.compare(item, request.exclusiveStartKey()) > 0)
                .toList();
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
                request.item(),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        items.put(key(request.item()), Map.copyOf(request.item()));
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
        answer();
        check(
                request.key(),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        update(
                request.key(),
                request.updateExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        return UpdateItemResponse.builder().build();
    }

    private void check(
            Map<String, AttributeValue> key,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        if (!holds(key, condition, names, values)) {
            throw ConditionalCheckFailedException.builder()
                    .item(items.get(key(key)))
                    .message("The conditional request failed")
                    .statusCode(400)
                    .build();
        }
    }

    private boolean holds(
            Map<String, AttributeValue> key,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        return condition == null
                || new FakeExpressions(condition, names, values).test(items.getOrDefault(key(key), Map.of()));
    }

    private void update(
            Map<String, AttributeValue> key,
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        Map<String, AttributeValue> item = new HashMap<>(items.getOrDefault(key(key), Map.of()));
        item.putAll(Map.of(
                "PK",
                AttributeValue.fromS(key.get("PK").s()),
                "SK",
                AttributeValue.fromS(key.get("SK").s())));
        items.put(key(key), Map.copyOf(new FakeExpressions(expression, names, values).update(item)));
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
        List<CancellationReason> reasons =
                request.transactItems().stream().map(this::reason).toList();
        if (reasons.stream().anyMatch(reason -> !reason.code().equals("None"))) {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reasons)
                    .message("Transaction cancelled")
                    .statusCode(400)
                    .build();
        }
        request.transactItems().forEach(this::apply);
        transactions++;
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
                    key,
                    action.put().conditionExpression(),
                    action.put().expressionAttributeNames(),
                    action.put().expressionAttributeValues());
        } else if (action.update() != null) {
            holds = holds(
                    key,
                    action.update().conditionExpression(),
                    action.update().expressionAttributeNames(),
                    action.update().expressionAttributeValues());
        } else if (action.delete() != null) {
            holds = holds(
                    key,
                    action.delete().conditionExpression(),
                    action.delete().expressionAttributeNames(),
                    action.delete().expressionAttributeValues());
        } else {
            holds = holds(
                    key,
                    action.conditionCheck().conditionExpression(),
                    action.conditionCheck().expressionAttributeNames(),
                    action.conditionCheck().expressionAttributeValues());
        }
        return holds
                ? CancellationReason.builder().code("None").build()
                : CancellationReason.builder()
                        .code("ConditionalCheckFailed")
                        .item(items.get(key(key)))
                        .build();
    }

    private void apply(TransactWriteItem action) {
        if (action.put() != null) {
            items.put(key(action.put().item()), Map.copyOf(action.put().item()));
        } else if (action.update() != null) {
            update(
                    action.update().key(),
                    action.update().updateExpression(),
                    action.update().expressionAttributeNames(),
                    action.update().expressionAttributeValues());
        } else if (action.delete() != null) {
            items.remove(key(action.delete().key()));
        }
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
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        items.forEach((key, item) -> {
            if (key.getFirst().equals(partition)) {
                found.add(item);
            }
        });
        return found;
    }
}
