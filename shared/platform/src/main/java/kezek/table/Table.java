package kezek.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.execution.Backoff;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The table as the stores use it: consistent reads, and writes that either happened or lost to a condition.
///
/// ```java
/// switch (table.commit(Write.put(ticket, Condition.isNew()), Write.put(row))) {
///     case Commit.Done() -> send(ticket);
///     case Commit.Lost(List<Commit.Loss> losses) -> lookAgain(losses);
/// }
/// ```
///
/// Every method may throw, besides what it documents:
/// - [TransientFailure] `STORE_BUSY` if DynamoDB throttled the request, answered 5xx or could not be reached,
///   after the client's own retries. The write may have happened;
/// - the exception of DynamoDB's client for every other refusal, because that is a defect of this program.
///
/// Reads of the table are strongly consistent. Reads of an index ([#queryIndex], [#countIndex]) lag behind
/// by a moment. Thread-safe.
public final class Table {

    /// A transaction takes at most 100 actions.
    /// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>.
    public static final int MAX_ACTIONS = 100;

    private static final int MAX_KEYS_PER_BATCH_GET = 100;
    private static final int CONFLICT_ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2_560);

    private final DynamoDbClient client;
    private final String name;
    private final Backoff backoff;

    /// @param name of the table
    public Table(DynamoDbClient client, String name) {
        this(client, name, ExecutionContext.real());
    }

    /// @param execution paces the attempts of a write that conflicts with others
    public Table(DynamoDbClient client, String name, ExecutionContext execution) {
        this.client = client;
        this.name = name;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, execution);
    }

    /// @return empty if the item does not exist
    public Optional<Item> get(Key key) {
        return translatingErrors(() -> {
            var response = client.getItem(
                    request -> request.tableName(name).key(key.attributes()).consistentRead(true));
            return response.hasItem() ? Optional.of(new Item(response.item())) : Optional.empty();
        });
    }

    /// Reads many items with all their attributes, in batches of 100.
    ///
    /// @return those that exist, in no particular order
    public List<Item> getAll(Collection<Key> keys) {
        return getAll(keys, List.of());
    }

    /// Reads some attributes of many items, in batches of 100.
    ///
    /// @param attributes of the top level that are wanted; none means all. It saves bytes on the way, not
    ///     read capacity
    /// @return those that exist, in no particular order
    public List<Item> getAll(Collection<Key> keys, List<String> attributes) {
        List<Map<String, AttributeValue>> wanted =
                keys.stream().distinct().map(Key::attributes).toList();
        KeysAndAttributes request = projecting(attributes);
        List<Item> items = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += MAX_KEYS_PER_BATCH_GET) {
            items.addAll(batchGet(request.toBuilder()
                    .keys(wanted.subList(from, Math.min(from + MAX_KEYS_PER_BATCH_GET, wanted.size())))
                    .build()));
        }
        return items;
    }

    private static KeysAndAttributes projecting(List<String> attributes) {
        KeysAndAttributes.Builder request = KeysAndAttributes.builder().consistentRead(true);
        if (!attributes.isEmpty()) {
            Placeholders placeholders = new Placeholders();
            request.projectionExpression(
                            attributes.stream().map(placeholders::name).collect(Collectors.joining(", ")))
                    .expressionAttributeNames(placeholders.names());
        }
        return request.build();
    }

    private List<Item> batchGet(KeysAndAttributes request) {
        List<Item> items = new ArrayList<>();
        Map<String, KeysAndAttributes> open = Map.of(name, request);
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            pauseBefore(attempt, "reading a batch of items");
            Map<String, KeysAndAttributes> asked = open;
            var response = translatingErrors(() -> client.batchGetItem(batch -> batch.requestItems(asked)));
            response.responses().getOrDefault(name, List.of()).forEach(item -> items.add(new Item(item)));
            open = response.unprocessedKeys();
        }
        return items;
    }

    /// Reads all items of a partition whose sort key begins with `prefix`, page by page while the stream is
    /// consumed.
    ///
    /// @param prefix empty for the whole partition
    /// @return in order of the sort key
    public Stream<Item> query(String partition, String prefix) {
        return pages(QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression(prefix.isEmpty() ? "PK = :pk" : "PK = :pk AND begins_with(SK, :sk)")
                .expressionAttributeValues(
                        prefix.isEmpty()
                                ? Map.of(":pk", AttributeValue.fromS(partition))
                                : Map.of(":pk", AttributeValue.fromS(partition), ":sk", AttributeValue.fromS(prefix)))
                .build());
    }

    /// Reads the first items of a partition whose sort key begins with `prefix`.
    ///
    /// @param prefix not empty
    /// @param limit at least 1
    /// @return at most `limit` items, in order of the sort key
    public List<Item> first(String partition, String prefix, int limit) {
        return translatingErrors(() -> client
                .query(request -> request.tableName(name)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression("PK = :pk AND begins_with(SK, :sk)")
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(partition), ":sk", AttributeValue.fromS(prefix))))
                .items()
                .stream()
                .map(Item::new)
                .toList());
    }

    private Stream<Item> pages(QueryRequest firstRequest) {
        return Stream.iterate(
                        Optional.of(translatingErrors(() -> client.query(firstRequest))),
                        Optional::isPresent,
                        page -> page.filter(QueryResponse::hasLastEvaluatedKey)
                                .map(last -> translatingErrors(() -> client.query(firstRequest.toBuilder()
                                        .exclusiveStartKey(last.lastEvaluatedKey())
                                        .build()))))
                .flatMap(Optional::stream)
                .flatMap(page -> page.items().stream())
                .map(Item::new);
    }

    /// Reads one page of an index.
    public IndexPage queryIndex(IndexQuery query) {
        QueryResponse page = queryPage(query, Select.ALL_PROJECTED_ATTRIBUTES);
        return new IndexPage(
                page.items().stream().map(Item::new).toList(), IndexQuery.Continuation.of(page.lastEvaluatedKey()));
    }

    /// Counts the entries of an index that a query lets through, on its page and all pages after it. That
    /// costs as much read capacity as reading them.
    public long countIndex(IndexQuery query) {
        QueryResponse page = queryPage(query, Select.COUNT);
        long count = page.count();
        Optional<IndexQuery.Continuation> next = IndexQuery.Continuation.of(page.lastEvaluatedKey());
        while (next.isPresent()) {
            page = queryPage(query.from(next.orElseThrow()), Select.COUNT);
            count += page.count();
            next = IndexQuery.Continuation.of(page.lastEvaluatedKey());
        }
        return count;
    }

    private QueryResponse queryPage(IndexQuery query, Select select) {
        QueryRequest request = query.toRequest().tableName(name).select(select).build();
        return translatingErrors(() -> client.query(request));
    }

    /// Commits all writes or none.
    ///
    /// A conflict with another transaction says nothing about the conditions. The same request, with the same
    /// ClientRequestToken, is sent again up to 8 times, with growing pauses of up to 2.56 s.
    ///
    /// @param writes 1 to [#MAX_ACTIONS], no two of one item
    /// @throws TransientFailure `STORE_BUSY` also if the conflicts did not end
    public Commit commit(List<Write> writes) {
        if (writes.isEmpty() || writes.size() > MAX_ACTIONS) {
            throw new IllegalArgumentException("a transaction has 1 to 100 actions, but this one has " + writes.size());
        }
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(
                        writes.stream().map(write -> write.toAction(name)).toList())
                .clientRequestToken(UUID.randomUUID().toString())
                .build();
        for (int attempt = 0; ; attempt++) {
            pauseBefore(attempt, "a transaction that conflicts with others");
            try {
                translatingErrors(() -> client.transactWriteItems(request));
                return new Commit.Done();
            } catch (TransactionCanceledException e) {
                List<Commit.Loss> losses = losses(e.cancellationReasons());
                if (!losses.isEmpty()) {
                    return new Commit.Lost(losses);
                }
                refuseUnlessWorthAnotherTry(e);
            } catch (TransactionInProgressException | TransactionConflictException e) {
                continue;
            }
        }
    }

    /// As [#commit(List)].
    public Commit commit(Write... writes) {
        return commit(List.of(writes));
    }

    /// Does one write alone, at half the price of a transaction. It behaves like [#commit(List)], but has no
    /// token: if the answer to a write is lost, the client's own retry may find its condition broken by the
    /// write itself.
    ///
    /// @param write a put or an update
    public Commit write(Write write) {
        TransactWriteItem action = write.toAction(name);
        for (int attempt = 0; ; attempt++) {
            pauseBefore(attempt, "a write that conflicts with a transaction");
            try {
                translatingErrors(() -> single(action));
                return new Commit.Done();
            } catch (ConditionalCheckFailedException e) {
                return new Commit.Lost(List.of(new Commit.Loss(
                        0, e.hasItem() ? Optional.of(new Item(new HashMap<>(e.item()))) : Optional.empty())));
            } catch (TransactionConflictException e) {
                continue;
            }
        }
    }

    /// Does one update alone, as [#write] does, and reads what came of it.
    ///
    /// @param update made by [Write#update]
    /// @return the changed attributes as they are now; empty if the condition did not hold
    public Optional<Item> update(Write update) {
        TransactWriteItem action = update.toAction(name);
        for (int attempt = 0; ; attempt++) {
            pauseBefore(attempt, "a write that conflicts with a transaction");
            try {
                UpdateItemResponse response = translatingErrors(() -> client.updateItem(updateRequest(action.update())
                        .returnValues(ReturnValue.UPDATED_NEW)
                        .build()));
                return Optional.of(new Item(response.attributes()));
            } catch (ConditionalCheckFailedException e) {
                return Optional.empty();
            } catch (TransactionConflictException e) {
                continue;
            }
        }
    }

    private DynamoDbResponse single(TransactWriteItem action) {
        if (action.put() != null) {
            Put put = action.put();
            return client.putItem(request -> request.tableName(name)
                    .item(put.item())
                    .conditionExpression(put.conditionExpression())
                    .expressionAttributeNames(namesOrNull(put.expressionAttributeNames()))
                    .expressionAttributeValues(valuesOrNull(put.expressionAttributeValues()))
                    .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
        }
        if (action.update() != null) {
            return client.updateItem(updateRequest(action.update()).build());
        }
        throw new IllegalArgumentException("only a put or an update can stand alone");
    }

    private UpdateItemRequest.Builder updateRequest(Update update) {
        return UpdateItemRequest.builder()
                .tableName(name)
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(namesOrNull(update.expressionAttributeNames()))
                .expressionAttributeValues(valuesOrNull(update.expressionAttributeValues()))
                .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure());
    }

    private static @Nullable Map<String, String> namesOrNull(Map<String, String> names) {
        return names.isEmpty() ? null : names;
    }

    private static @Nullable Map<String, AttributeValue> valuesOrNull(Map<String, AttributeValue> values) {
        return values.isEmpty() ? null : values;
    }

    private static List<Commit.Loss> losses(List<CancellationReason> reasons) {
        List<Commit.Loss> losses = new ArrayList<>();
        for (int index = 0; index < reasons.size(); index++) {
            CancellationReason reason = reasons.get(index);
            if ("ConditionalCheckFailed".equals(reason.code())) {
                losses.add(new Commit.Loss(
                        index,
                        reason.hasItem() ? Optional.of(new Item(new HashMap<>(reason.item()))) : Optional.empty()));
            }
        }
        return losses;
    }

    private static void refuseUnlessWorthAnotherTry(TransactionCanceledException e) {
        for (CancellationReason reason : e.cancellationReasons()) {
            switch (String.valueOf(reason.code())) {
                case "None", "null", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> {}
                default -> throw e;
            }
        }
    }

    private void pauseBefore(int attempt, String what) {
        if (attempt == CONFLICT_ATTEMPTS) {
            throw new TransientFailure(
                    "STORE_BUSY", what + " did not go through in " + CONFLICT_ATTEMPTS + " attempts");
        }
        backoff.before(attempt);
    }

    /// Separates what may go well the next time from what is a defect of this program.
    private static <T> T translatingErrors(Supplier<T> call) {
        try {
            return call.get();
        } catch (TransactionCanceledException
                | TransactionInProgressException
                | TransactionConflictException
                | ConditionalCheckFailedException e) {
            throw e;
        } catch (DynamoDbException e) {
            if (e.isThrottlingException() || e.statusCode() >= 500) {
                throw new TransientFailure("STORE_BUSY", "DynamoDB answered " + e.statusCode(), e);
            }
            throw e;
        } catch (SdkClientException e) {
            throw new TransientFailure("STORE_BUSY", "DynamoDB could not be reached", e);
        }
    }
}
