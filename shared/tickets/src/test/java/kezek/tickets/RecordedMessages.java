package kezek.tickets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// Records what is sent, as `{queue} {body}`, and can be down.
final class RecordedMessages implements SqsClient {

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private boolean isDown;

    /// @return what was sent since the last call
    List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    void goDown() {
        isDown = true;
    }

    void comeBack() {
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
