package kezek.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import kezek.domain.Stage;
import kezek.failure.TransientFailure;
import kezek.lambda.Settings;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// Sends messages. A queue's address is read from the environment when the queue is first used, so that a
/// function needs only the addresses of the queues it sends to.
///
/// Thread-safe.
public final class Queues {

    private static final int MAX_BATCH = 10;
    private static final int LONGEST_DELAY_SECONDS = 900;
    private static final String ASSIGN_GROUP = "assign";

    private final SqsClient sqs;
    private final Settings settings;

    public Queues(SqsClient sqs, Settings settings) {
        this.sqs = sqs;
        this.settings = settings;
    }

    /// Tells the function that takes tickets of this stage on.
    ///
    /// @param stage NEW: geocode; PLACED: classify
    /// @param importId groups the messages: a huge file cannot starve a small one
    /// (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html>)
    /// @throws TransientFailure `QUEUE_BUSY`
    public void send(Stage stage, List<TicketMessage> messages, String importId) {
        String queueUrl = settings.required(queueVariable(stage));
        for (int from = 0; from < messages.size(); from += MAX_BATCH) {
            sendBatch(queueUrl, messages.subList(from, Math.min(from + MAX_BATCH, messages.size())), importId);
        }
    }

    private static String queueVariable(Stage stage) {
        return switch (stage) {
            case NEW -> "GEOCODE_QUEUE_URL";
            case PLACED -> "CLASSIFY_QUEUE_URL";
            case ANALYSED, ASSIGNED, UNASSIGNED, FAILED, DELETED ->
                throw new IllegalArgumentException("no queue takes tickets that are " + stage);
        };
    }

    private void sendBatch(String queueUrl, List<TicketMessage> messages, String importId) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(index -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .messageBody(MessageJson.write(messages.get(index)))
                        .messageGroupId(group(importId))
                        .build())
                .toList();
        List<String> failed = new ArrayList<>();
        try {
            SendMessageBatchResponse response =
                    sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
            response.failed().forEach(failure -> failed.add(failure.code()));
        } catch (SdkException e) {
            throw new TransientFailure("QUEUE_BUSY", "messages could not be sent", e);
        }
        if (!failed.isEmpty()) {
            throw new TransientFailure(
                    "QUEUE_BUSY", failed.size() + " of " + entries.size() + " messages were not taken: " + failed);
        }
    }

    /// SQS takes only ASCII in a group's name, at most 128 characters; a folder may have any name.
    private static String group(String importId) {
        return importId.isEmpty()
                ? "live"
                : UUID.nameUUIDFromBytes(importId.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    /// Says that a wave may be ready to be planned. All hints go to one message group: planners work in
    /// turn.
    public void hint(String wave) {
        String queueUrl = settings.required("ASSIGN_QUEUE_URL");
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(MessageJson.write(new WaveHint(wave)))
                    .messageGroupId(ASSIGN_GROUP)
                    // Random: two hints of one wave may mean two different moments.
                    .messageDeduplicationId(UUID.randomUUID().toString()));
        } catch (SdkException e) {
            throw new TransientFailure("QUEUE_BUSY", "the hint for wave " + wave + " could not be sent", e);
        }
    }

    /// Hands the rest of a file over to the next invocation.
    public void readOn(ContinueImport rest) {
        readOn(rest, Duration.ZERO);
    }

    /// Hands the rest of a file over to an invocation some time later.
    ///
    /// @param delay of more than 15 minutes counts as 15 minutes, which is all that SQS can do
    public void readOn(ContinueImport rest, Duration delay) {
        String queueUrl = settings.required("INGEST_QUEUE_URL");
        int seconds = Math.clamp(delay.toSeconds(), 0, LONGEST_DELAY_SECONDS);
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(MessageJson.write(rest))
                    .delaySeconds(seconds));
        } catch (SdkException e) {
            throw new TransientFailure("QUEUE_BUSY", "the rest of run " + rest.run() + " could not be handed over", e);
        }
    }

    /// @return whether nothing is visible, in flight or delayed in the queue of this stage, as far as SQS
    ///     can tell
    public boolean isEmpty(Stage stage) {
        String queueUrl = settings.required(queueVariable(stage));
        List<QueueAttributeName> counts = List.of(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
        try {
            return sqs
                    .getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(counts))
                    .attributes()
                    .values()
                    .stream()
                    .allMatch("0"::equals);
        } catch (SdkException e) {
            throw new TransientFailure("QUEUE_BUSY", "the depth of the queue of " + stage + " could not be read", e);
        }
    }
}
