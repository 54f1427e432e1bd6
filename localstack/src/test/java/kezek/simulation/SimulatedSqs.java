package kezek.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// The queues as a function sees them. Every call is a step of the scheduler and may fail.
final class SimulatedSqs implements SqsClient {

    private final Map<String, SimulatedQueue> queues = new LinkedHashMap<>();
    private final Scheduler scheduler;
    private final Chaos chaos;

    SimulatedSqs(Scheduler scheduler, Chaos chaos, List<SimulatedQueue> queues) {
        this.scheduler = scheduler;
        this.chaos = chaos;
        queues.forEach(queue -> this.queues.put(queue.name(), queue));
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}

    private SimulatedQueue queue(String url) {
        SimulatedQueue queue = queues.get(url);
        if (queue == null) {
            throw new IllegalArgumentException("there is no queue " + url + "; there are " + queues.keySet());
        }
        return queue;
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        SimulatedQueue queue = queue(request.queueUrl());
        before("send " + request.messageBody() + " to " + queue.name());
        queue.send(request.messageBody(), scheduler.nowMillis());
        after("send to " + queue.name(), () -> {
            // The second send has the same deduplication id as the first.
            if (!queue.isFifo()) {
                queue.send(request.messageBody(), scheduler.nowMillis());
            }
        });
        return SendMessageResponse.builder().build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        SimulatedQueue queue = queue(request.queueUrl());
        before("send " + request.entries().size() + " to " + queue.name());
        boolean isPartial = chaos.strikes(Fault.PARTIAL_SEND);
        List<SendMessageBatchResultEntry> taken = new ArrayList<>();
        List<BatchResultErrorEntry> refused = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            if (isPartial && chaos.happens(0.5)) {
                refused.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InternalError")
                        .senderFault(false)
                        .build());
            } else {
                queue.send(entry.messageBody(), scheduler.nowMillis());
                taken.add(SendMessageBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        after(
                "send to " + queue.name(),
                () -> request.entries().forEach(entry -> queue.send(entry.messageBody(), scheduler.nowMillis())));
        return SendMessageBatchResponse.builder()
                .successful(taken)
                .failed(refused)
                .build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        SimulatedQueue queue = queue(request.queueUrl());
        before("count " + queue.name());
        int inFlight = queue.inFlight();
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        Integer.toString(queue.size() - inFlight),
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        Integer.toString(inFlight),
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                        "0"))
                .build();
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        SimulatedQueue queue = queue(request.queueUrl());
        before("show " + request.receiptHandle() + " in " + request.visibilityTimeout() + " s");
        queue.changeVisibility(request.receiptHandle(), scheduler.nowMillis() + 1_000L * request.visibilityTimeout());
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private void before(String what) {
        scheduler.step(what);
        if (chaos.strikes(Fault.UNREACHABLE)) {
            throw SdkClientException.create("unreachable");
        }
        if (chaos.strikes(Fault.SLOW_CALL)) {
            scheduler.sleep(Duration.ofMillis(chaos.between(500, 9_000)));
        }
        if (chaos.strikes(Fault.CRASH_BEFORE_WRITE)) {
            throw crash("before " + what);
        }
    }

    private void after(String what, Runnable again) {
        if (chaos.strikes(Fault.CRASH_AFTER_WRITE)) {
            throw crash("after " + what);
        }
        if (chaos.strikes(Fault.LOST_ANSWER)) {
            throw SdkClientException.create("the answer was lost");
        }
        if (chaos.strikes(Fault.LOST_ANSWER_RETRIED)) {
            again.run();
        }
    }

    private Killed crash(String where) {
        scheduler.runningInvocation().kill("crash " + where);
        return new Killed();
    }
}
