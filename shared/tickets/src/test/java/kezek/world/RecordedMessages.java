package kezek.world;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// Queues that record what is sent to them, as `{queue} {body}`. They always look empty, and can be down.
///
/// Thread-safe.
public final class RecordedMessages implements SqsClient {

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger depthReads = new AtomicInteger();
    private volatile boolean isDown;

    /// @return what was sent since the last [#take()]
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /// @return what was sent since the last call
    public List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /// @return how often the depth of a queue was asked for
    public int depthReads() {
        return depthReads.get();
    }

    public void goDown() {
        isDown = true;
    }

    public void comeBack() {
        isDown = false;
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        refuseIfDown();
        request.entries().forEach(entry -> sent.add(request.queueUrl() + " " + entry.messageBody()));
        return SendMessageBatchResponse.builder().build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        refuseIfDown();
        sent.add(request.queueUrl() + " " + request.messageBody());
        return SendMessageResponse.builder().build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        depthReads.incrementAndGet();
        return GetQueueAttributesResponse.builder()
                .attributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"))
                .build();
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private void refuseIfDown() {
        if (isDown) {
            throw SdkClientException.create("the queue is down");
        }
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}
