package kezek.local.events;

import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Sends records to the queues that `OnFailure` names.
///
/// @param urls logical id of a queue to its URL
public record FailureQueues(SqsClient sqs, Map<String, String> urls) {

    public FailureQueues {
        urls = Map.copyOf(urls);
    }

    void send(String queue, String record) {
        sqs.sendMessage(message -> message.queueUrl(urls.get(queue)).messageBody(record));
    }
}
