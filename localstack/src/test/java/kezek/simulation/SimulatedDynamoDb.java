package kezek.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kezek.testing.FakeDynamoDb;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The table as a function sees it. Every call is a step of the scheduler. Faults of DynamoDB and of the
/// network are injected here.
final class SimulatedDynamoDb implements DynamoDbClient {

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final FakeDynamoDb table;
    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Set<Scheduler.Invocation> losers = new HashSet<>();

    SimulatedDynamoDb(FakeDynamoDb table, Scheduler scheduler, Chaos chaos) {
        this.table = table;
        this.scheduler = scheduler;
        this.chaos = chaos;
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return read("get " + name(request.key()), () -> table.getItem(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        var asked = request.requestItems().entrySet().iterator().next();
        List<Map<String, AttributeValue>> keys = asked.getValue().keys();
        int answered =
                keys.size() > 1 && chaos.strikes(Fault.UNPROCESSED_KEYS) ? chaos.below(keys.size()) : keys.size();
        return read("get " + keys.size() + " from " + name(keys.getFirst()), () -> {
            BatchGetItemResponse answer = table.batchGetItem(request.toBuilder()
                    .requestItems(part(asked.getKey(), asked.getValue(), 0, answered))
                    .build());
            return answered == keys.size()
                    ? answer
                    : answer.toBuilder()
                            .unprocessedKeys(part(asked.getKey(), asked.getValue(), answered, keys.size()))
                            .build();
        });
    }

    private static Map<String, KeysAndAttributes> part(String name, KeysAndAttributes all, int from, int to) {
        return Map.of(name, all.toBuilder().keys(all.keys().subList(from, to)).build());
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        boolean isShort = request.limit() == null && chaos.strikes(Fault.SHORT_PAGE);
        QueryRequest asked =
                isShort ? request.toBuilder().limit(chaos.between(1, 4)).build() : request;
        return read("query " + request.expressionAttributeValues().get(":pk").s(), () -> table.query(asked));
    }

    private <T> T read(String what, Supplier<T> call) {
        scheduler.step(what);
        beforeCall();
        return call.get();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return write("put " + name(request.item()), SimulatedDynamoDb::conflict, () -> table.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return write("update " + name(request.key()), SimulatedDynamoDb::conflict, () -> table.updateItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return write(
                "transaction of " + request.transactItems().size() + " from "
                        + name(request.transactItems().getFirst()),
                () -> cancelled(request),
                () -> {
                    try {
                        return table.transactWriteItems(request);
                    } catch (TransactionCanceledException e) {
                        if (isPlan(request)) {
                            losers.add(scheduler.runningInvocation());
                        }
                        throw perhapsWithConflicts(e);
                    }
                });
    }

    /// Only a plan has a condition on the roster's revision.
    private static boolean isPlan(TransactWriteItemsRequest request) {
        return request.transactItems().stream().anyMatch(action -> action.conditionCheck() != null);
    }

    /// @return number of invocations that lost a race for a plan
    int losers() {
        return losers.size();
    }

    private <T> T write(String what, Supplier<RuntimeException> conflict, Supplier<T> call) {
        scheduler.step(what);
        beforeCall();
        if (chaos.strikes(Fault.CONFLICT)) {
            throw conflict.get();
        }
        if (chaos.strikes(Fault.CRASH_BEFORE_WRITE)) {
            throw crash("before " + what);
        }
        T answer = call.get();
        if (chaos.strikes(Fault.CRASH_AFTER_WRITE)) {
            throw crash("after " + what);
        }
        if (chaos.strikes(Fault.LOST_ANSWER)) {
            throw SdkClientException.create("the answer to " + what + " was lost");
        }
        if (chaos.strikes(Fault.LOST_ANSWER_RETRIED)) {
            scheduler.step("again " + what);
            return call.get();
        }
        return answer;
    }

    private void beforeCall() {
        if (chaos.strikes(Fault.THROTTLE)) {
            throw ProvisionedThroughputExceededException.builder()
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ProvisionedThroughputExceededException")
                            .build())
                    .statusCode(400)
                    .message("slow down")
                    .build();
        }
        if (chaos.strikes(Fault.UNREACHABLE)) {
            throw SdkClientException.create("unreachable");
        }
        if (chaos.strikes(Fault.SLOW_CALL)) {
            scheduler.sleep(Duration.ofMillis(chaos.between(500, 9_000)));
        }
    }

    private Killed crash(String where) {
        scheduler.runningInvocation().kill("crash " + where);
        return new Killed();
    }

    private static RuntimeException conflict() {
        return TransactionConflictException.builder()
                .message("conflict")
                .statusCode(400)
                .build();
    }

    private RuntimeException cancelled(TransactWriteItemsRequest request) {
        List<CancellationReason> reasons = new ArrayList<>();
        int busy = chaos.below(request.transactItems().size());
        for (int index = 0; index < request.transactItems().size(); index++) {
            reasons.add(reason(index == busy ? "TransactionConflict" : "None"));
        }
        return cancelled(reasons);
    }

    /// DynamoDB may stop checking conditions as soon as it knows that the transaction is cancelled.
    private TransactionCanceledException perhapsWithConflicts(TransactionCanceledException lost) {
        List<CancellationReason> reasons = new ArrayList<>(lost.cancellationReasons());
        long losses = reasons.stream()
                .filter(reason -> CONDITION_FAILED.equals(reason.code()))
                .count();
        if (losses < 2 || !chaos.strikes(Fault.CONFLICT_AMONG_LOSSES)) {
            return lost;
        }
        for (int index = 0; index < reasons.size(); index++) {
            if (CONDITION_FAILED.equals(reasons.get(index).code()) && losses > 1 && chaos.happens(0.5)) {
                reasons.set(index, reason("TransactionConflict"));
                losses--;
            }
        }
        return cancelled(reasons);
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }

    private static TransactionCanceledException cancelled(List<CancellationReason> reasons) {
        return TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .message("Transaction cancelled")
                .statusCode(400)
                .build();
    }

    private static String name(TransactWriteItem action) {
        if (action.put() != null) {
            return "put " + name(action.put().item());
        }
        if (action.update() != null) {
            return "update " + name(action.update().key());
        }
        return action.delete() != null
                ? "delete " + name(action.delete().key())
                : "check " + name(action.conditionCheck().key());
    }

    private static String name(Map<String, AttributeValue> key) {
        return key.get("PK").s() + " " + key.get("SK").s();
    }
}
