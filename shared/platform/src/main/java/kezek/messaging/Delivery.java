package kezek.messaging;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

/// One delivery of a message.
///
/// @param id of the message in SQS, the same in each delivery
/// @param message what its body says
/// @param receiveCount how often the message was delivered, this time included; at least 1
/// @param maxReceiveCount of the queue's redrive policy
public record Delivery<M>(String id, M message, int receiveCount, int maxReceiveCount) {

    static <M> Delivery<M> of(SQSMessage received, M message, int maxReceiveCount) {
        return new Delivery<>(
                received.getMessageId(),
                message,
                Integer.parseInt(received.getAttributes().get("ApproximateReceiveCount")),
                maxReceiveCount);
    }

    /// @return whether SQS will move the message to the dead-letter queue if it fails once more
    public boolean isLastAttempt() {
        return receiveCount >= maxReceiveCount;
    }
}
