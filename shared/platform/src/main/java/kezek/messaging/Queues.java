package kezek.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// Sends messages to the queues that a function names when it starts.
///
/// ```java
/// Queues queues = new Queues(sqs, settings, QueueName.CLASSIFY, QueueName.ASSIGN);
/// queues.send(Stage.PLACED, List.of(new TicketMessage(ticketId, 1)), "january");
/// queues.hint("LIVE.2026030110");
/// ```
///
/// Every method throws a [TransientFailure] `QUEUE_BUSY` if SQS refused or could not be reached, and an
/// IllegalStateException if the function did not name the queue. A message may have been sent although the
/// method failed, so it may arrive twice.
///
/// Thread-safe.
public final class Queues {

    private static final int MAX_BATCH = 10;
    private static final int LONGEST_DELAY_SECONDS = 900;
    private static final String ASSIGN_GROUP = "assign";

    private final SqsClient sqs;
    private final Map<QueueName, String> urls = new EnumMap<>(QueueName.class);

    /// @param names the queues that this function sends to
    /// @throws IllegalStateException if the address of one of them is not set; the message names the variable
    public Queues(SqsClient sqs, Settings settings, QueueName... names) {
        this.sqs = sqs;
        for (QueueName name : names) {
            urls.put(name, name.url(settings));
        }
    }

    private String url(QueueName name) {
        return Optional.ofNullable(urls.get(name))
                .orElseThrow(() -> new IllegalStateException("queue " + name
                        + " is not among those that the function named when it started: " + urls.keySet()));
    }

    /// Sends messages to the function that works on tickets of this stage, in batches of 10.
    ///
    /// @param stage NEW: geocode; PLACED: classify
    /// @param importId groups the messages, so that a huge file cannot starve a small one
    ///     (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html>);
    ///     empty for tickets of no import
    /// @throws IllegalArgumentException if no queue takes tickets of this stage
    public void send(Stage stage, List<TicketMessage> messages, String importId) {
        String queueUrl = url(queueOf(stage));
        for (int from = 0; from < messages.size(); from += MAX_BATCH) {
            sendBatch(queueUrl, messages.subList(from, Math.min(from + MAX_BATCH, messages.size())), importId);
        }
    }

    private static QueueName queueOf(Stage stage) {
        return switch (stage) {
            case NEW -> QueueName.GEOCODE;
            case PLACED -> QueueName.CLASSIFY;
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
                    "QUEUE_BUSY", failed.size() + " of " + entries.size() + " messages were refused: " + failed);
        }
    }

    /// A folder may have any name, but SQS accepts only ASCII in the name of a group, and at most 128
    /// characters.
    private static String group(String importId) {
        return importId.isEmpty()
                ? "live"
                : UUID.nameUUIDFromBytes(importId.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    /// Tells assign that a wave may be ready to be planned. All hints have one message group, so planners
    /// work one after another.
    public void hint(String wave) {
        String queueUrl = url(QueueName.ASSIGN);
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(MessageJson.write(new WaveHint(wave)))
                    .messageGroupId(ASSIGN_GROUP)
                    // Random, because two hints for one wave may be about two different moments.
                    .messageDeduplicationId(UUID.randomUUID().toString()));
        } catch (SdkException e) {
            throw new TransientFailure("QUEUE_BUSY", "the hint for wave " + wave + " could not be sent", e);
        }
    }

    /// Hands the rest of a file over to another invocation.
    public void continueImport(ContinueImport rest) {
        continueImport(rest, Duration.ZERO);
    }

    /// Hands the rest of a file over to another invocation, some time later.
    ///
    /// @param delay in whole seconds; more than 15 minutes count as 15 minutes, the most that SQS can do
    public void continueImport(ContinueImport rest, Duration delay) {
        String queueUrl = url(QueueName.INGEST);
        int seconds = Math.clamp(delay.toSeconds(), 0, LONGEST_DELAY_SECONDS);
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(MessageJson.write(rest))
                    .delaySeconds(seconds));
        } catch (SdkException e) {
            throw new TransientFailure("QUEUE_BUSY", "the rest of run " + rest.run() + " could not be handed over", e);
        }
    }

    /// Asks SQS for its approximate numbers, which lag behind by up to a minute.
    ///
    /// @param stage NEW or PLACED
    /// @return whether no message is visible, in flight or delayed in the queue of this stage
    public boolean isEmpty(Stage stage) {
        String queueUrl = url(queueOf(stage));
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
