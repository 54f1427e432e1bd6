package kezek.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kezek.local.events.BatchResponse.AllFailed;
import kezek.local.events.BatchResponse.AllSucceeded;
import kezek.local.events.BatchResponse.SomeFailed;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult;
import kezek.local.lambda.InvocationResult.Answered;
import kezek.local.lambda.InvocationResult.Failed;
import kezek.local.template.FunctionResource;
import kezek.local.template.StreamEvents;

/// Handles one batch of stream records. After the last retry it gives up and sends a description of the
/// batch to the on-failure queue
/// (<https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html>).
///
/// If the function reports failures, the batch is retried from the first failed record. If the mapping
/// bisects, a failed batch is halved first. Halving does not count as a retry.
final class StreamBatches {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionResource function;
    private final StreamEvents mapping;
    private final FunctionHost host;
    private final FailureQueues failureQueues;
    private final Duration retryDelay;

    /// @param json the record as in Lambda's event
    record StreamRecord(ObjectNode json, String sequenceNumber, Instant created, String shard, long ticket) {}

    private record Batch(List<StreamRecord> items, int attempts) {}

    /// @param retryDelay before the first retry; doubles with each retry, up to ten times the first delay
    StreamBatches(
            FunctionResource function,
            StreamEvents mapping,
            FunctionHost host,
            FailureQueues failureQueues,
            Duration retryDelay) {
        this.function = function;
        this.mapping = mapping;
        this.host = host;
        this.failureQueues = failureQueues;
        this.retryDelay = retryDelay;
    }

    void handle(List<StreamRecord> items) throws InterruptedException {
        Deque<Batch> open = new ArrayDeque<>();
        open.push(new Batch(items, 0));
        while (!open.isEmpty()) {
            Batch batch = open.pop();
            InvocationResult result = host.invoke(function.logicalId(), event(batch.items()));
            List<StreamRecord> rest = unhandled(batch.items(), result);
            if (!rest.isEmpty()) {
                tryAgain(open, batch, rest, result);
            }
        }
    }

    private void tryAgain(Deque<Batch> open, Batch failed, List<StreamRecord> rest, InvocationResult result)
            throws InterruptedException {
        boolean wasCut = rest.size() < failed.items().size();
        if (mapping.bisect() && !wasCut && rest.size() > 1) {
            int middle = rest.size() / 2;
            open.push(new Batch(rest.subList(middle, rest.size()), failed.attempts()));
            open.push(new Batch(rest.subList(0, middle), failed.attempts()));
            return;
        }
        int attempts = failed.attempts() + 1;
        if (mapping.maximumRetries().isPresent()
                && attempts > mapping.maximumRetries().getAsInt()) {
            giveUp(rest, attempts, result);
            return;
        }
        Thread.sleep(retryDelay.multipliedBy(Math.min(10, 1L << Math.min(attempts - 1, 4))));
        open.push(new Batch(rest, attempts));
    }

    /// Returns the records from the first failure on; empty if all succeeded.
    private List<StreamRecord> unhandled(List<StreamRecord> items, InvocationResult result) {
        return switch (result) {
            case Failed failed -> items;
            case Answered answered ->
                mapping.partialResponses() ? fromFirstFailure(items, answered.payload()) : List.of();
        };
    }

    private static List<StreamRecord> fromFirstFailure(List<StreamRecord> items, byte[] answer) {
        Set<String> sequenceNumbers = new LinkedHashSet<>();
        items.forEach(item -> sequenceNumbers.add(item.sequenceNumber()));
        return switch (BatchResponse.of(answer, sequenceNumbers)) {
            case AllSucceeded all -> List.of();
            case AllFailed none -> items;
            case SomeFailed some ->
                items.stream()
                        .dropWhile(item -> !some.ids().contains(item.sequenceNumber()))
                        .toList();
        };
    }

    private void giveUp(List<StreamRecord> items, int attempts, InvocationResult result) {
        mapping.onFailureQueue().ifPresent(queue -> failureQueues.send(queue, record(items, attempts, result)));
    }

    private String record(List<StreamRecord> items, int attempts, InvocationResult result) {
        ObjectNode record = JSON.createObjectNode();
        record.set(
                "requestContext",
                AsyncInvoker.requestContext(function, result.requestId(), "RetryAttemptsExhausted", attempts));
        record.set("responseContext", AsyncInvoker.responseContext());
        record.put("version", "1.0");
        record.put("timestamp", Instant.now().toString());
        StreamRecord first = items.getFirst();
        StreamRecord last = items.getLast();
        ObjectNode batch = record.putObject("DDBStreamBatchInfo");
        batch.put("shardId", first.shard());
        batch.put("startSequenceNumber", first.sequenceNumber());
        batch.put("endSequenceNumber", last.sequenceNumber());
        batch.put("approximateArrivalOfFirstRecord", first.created().toString());
        batch.put("approximateArrivalOfLastRecord", last.created().toString());
        batch.put("batchSize", items.size());
        batch.put("streamArn", first.json().path("eventSourceARN").asText());
        return record.toString();
    }

    private static byte[] event(List<StreamRecord> items) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        items.forEach(item -> records.add(item.json()));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
