package kezek.messaging;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import kezek.domain.Failure;
import kezek.execution.ExecutionContext;
import kezek.failure.Deferred;
import kezek.failure.PermanentFailure;
import kezek.failure.TransientFailure;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Handles a batch of SQS messages of one type, and builds the partial batch response. No other class does.
///
/// ```java
/// SqsBatch<TicketMessage> batch =
///         SqsBatch.of(QueueName.GEOCODE, TicketMessage.class, settings, sqs, ExecutionContext.real());
/// return batch.run(event, work, context);
/// ```
///
/// Each message stands alone. Whatever [Work#handle] throws, an `Error` too, is the failure of one message:
/// - [TransientFailure] and everything unexpected: the message is reported as a batch item failure. It becomes
///   visible again after 5 to 30 seconds, or when the failure says, but after an hour at the latest. On the
///   last attempt [Work#giveUp] records the reason instead, and SQS moves the message to the dead-letter queue.
/// - [PermanentFailure]: [Work#giveUp] records it, and the message is acknowledged. If that fails, the message
///   is reported.
/// - [Deferred]: the message is sent to the queue again, to be delivered when it is due, and acknowledged.
///   Waiting is no failure, and a message that only became visible again would come one receive closer to the
///   dead-letter queue each time. A crash between sending and acknowledging makes two messages of one, which
///   does no harm, as with any redelivery.
///
/// A message that cannot be read (`BAD_MESSAGE`) does not say which record has failed, so the failure is
/// not stored. The message is reported as failed until SQS moves it to the dead-letter queue. On a FIFO
/// queue it is logged and acknowledged, because it would hold back the messages behind it until then.
///
/// Messages of a standard queue are handled at the same time, each on a virtual thread. Messages of a FIFO
/// queue are handled in order, and those behind a failure are reported with it, or SQS would deliver them out
/// of order. A queue is a FIFO queue if its name ends in `.fifo`; a MessageGroupId does not tell, because fair
/// queues set one on standard queues as well. See
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>.
///
/// Thread-safe.
///
/// @param <M> what the body of each message says
public final class SqsBatch<M> {

    private static final int MIN_RETRY_SECONDS = 5;
    private static final int MAX_RETRY_SECONDS = 30;

    /// The longest time that a failure may ask for. (SQS accepts up to 12 hours.)
    private static final int LONGEST_RETRY_SECONDS = 3_600;

    /// See <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>.
    private static final int LONGEST_DELAY_SECONDS = 900;

    private final Class<M> type;
    private final SqsClient sqs;
    private final String queueUrl;
    private final int maxReceiveCount;
    private final ExecutionContext execution;

    /// @param type of the messages, which are written by [MessageJson]
    /// @param maxReceiveCount of the queue's redrive policy
    public SqsBatch(Class<M> type, SqsClient sqs, String queueUrl, int maxReceiveCount, ExecutionContext execution) {
        this.type = type;
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.maxReceiveCount = maxReceiveCount;
        this.execution = execution;
    }

    /// @param queue that the messages come from; its address and `MAX_RECEIVE_COUNT` are read here
    /// @throws IllegalStateException if one of the two is missing; the message names it
    public static <M> SqsBatch<M> of(
            QueueName queue, Class<M> type, Settings settings, SqsClient sqs, ExecutionContext execution) {
        return new SqsBatch<>(type, sqs, queue.url(settings), settings.integer("MAX_RECEIVE_COUNT"), execution);
    }

    /// What a function does with a message. Implementations are thread-safe if their queue is a standard queue.
    public interface Work<M> {

        /// Handles one delivery of a message; there may be several.
        void handle(Delivery<M> delivery);

        /// Records that the message will not be tried again.
        void giveUp(M message, Failure reason);
    }

    /// @return the messages that failed, for Lambda to leave in the queue
    public SQSBatchResponse run(SQSEvent event, Work<M> work, Context context) {
        List<SQSMessage> messages = event.getRecords();
        Log log = Log.of(context);
        List<String> reportedIds =
                isFifo(messages.getFirst()) ? handleInOrder(messages, work, log) : handleAtOnce(messages, work, log);
        return SQSBatchResponse.builder()
                .withBatchItemFailures(reportedIds.stream()
                        .map(id -> SQSBatchResponse.BatchItemFailure.builder()
                                .withItemIdentifier(id)
                                .build())
                        .toList())
                .build();
    }

    private static boolean isFifo(SQSMessage received) {
        return received.getEventSourceArn().endsWith(".fifo");
    }

    /// What the batch response says of a message.
    private enum Outcome {
        /// Lambda deletes it from the queue.
        ACKNOWLEDGED,
        /// It stays in the queue, or goes to the dead-letter queue.
        REPORTED
    }

    /// @return the ids of the messages to report
    private List<String> handleInOrder(List<SQSMessage> messages, Work<M> work, Log log) {
        for (int index = 0; index < messages.size(); index++) {
            if (handle(messages.get(index), work, log) == Outcome.REPORTED) {
                // SQS holds back the whole message group as long as one of them is in flight.
                messages.subList(index + 1, messages.size())
                        .forEach(message -> changeVisibility(message, retrySeconds(), log));
                return messages.subList(index, messages.size()).stream()
                        .map(SQSMessage::getMessageId)
                        .toList();
            }
        }
        return List.of();
    }

    /// @return the ids of the messages to report
    private List<String> handleAtOnce(List<SQSMessage> messages, Work<M> work, Log log) {
        List<Outcome> outcomes = execution.parallel().map(messages, message -> handleOrReport(message, work, log));
        return IntStream.range(0, messages.size())
                .filter(index -> outcomes.get(index) == Outcome.REPORTED)
                .mapToObj(index -> messages.get(index).getMessageId())
                .toList();
    }

    /// A failure of the error handling itself is the failure of one message, too.
    private Outcome handleOrReport(SQSMessage received, Work<M> work, Log log) {
        try {
            return handle(received, work, log);
        } catch (Throwable thrown) {
            log.error("message " + received.getMessageId() + " failed in its own error handling", thrown);
            return Outcome.REPORTED;
        }
    }

    private Outcome handle(SQSMessage received, Work<M> work, Log log) {
        M message;
        try {
            message = MessageJson.read(received.getBody(), type);
        } catch (PermanentFailure failure) {
            log.error("message " + received.getMessageId() + " cannot be read", failure);
            return isFifo(received) ? Outcome.ACKNOWLEDGED : Outcome.REPORTED;
        }
        return handle(received, message, work, log);
    }

    private Outcome handle(SQSMessage received, M message, Work<M> work, Log log) {
        Delivery<M> delivery = Delivery.of(received, message, maxReceiveCount);
        try {
            work.handle(delivery);
            return Outcome.ACKNOWLEDGED;
        } catch (Deferred deferred) {
            return sendAgain(received, deferred, log);
        } catch (PermanentFailure failure) {
            log.error("message " + delivery.id() + " is given up", failure);
            return giveUp(delivery, work, failure.toFailure(), log);
        } catch (Throwable thrown) {
            log.error("message " + delivery.id() + " failed", thrown);
            if (delivery.isLastAttempt()) {
                giveUp(delivery, work, lastFailure(thrown), log);
            } else {
                changeVisibility(received, retrySeconds(thrown), log);
            }
            return Outcome.REPORTED;
        }
    }

    private int retrySeconds(Throwable thrown) {
        return thrown instanceof TransientFailure failure
                ? failure.retryAfter()
                        .map(after -> Math.clamp(secondsRoundedUp(after), MIN_RETRY_SECONDS, LONGEST_RETRY_SECONDS))
                        .orElseGet(this::retrySeconds)
                : retrySeconds();
    }

    private int retrySeconds() {
        return execution.chance().nextInt(MIN_RETRY_SECONDS, MAX_RETRY_SECONDS + 1);
    }

    /// A message that came too early would come in vain.
    private static long secondsRoundedUp(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private Outcome sendAgain(SQSMessage received, Deferred deferred, Log log) {
        int delay = Math.clamp(secondsRoundedUp(deferred.delay()), 1, LONGEST_DELAY_SECONDS);
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(received.getBody())
                    .messageGroupId(received.getAttributes().get("MessageGroupId"))
                    .delaySeconds(delay));
            log.info("message " + received.getMessageId() + " is sent again with a delay of " + delay + " s: "
                    + deferred.getMessage());
            return Outcome.ACKNOWLEDGED;
        } catch (SdkException e) {
            log.error("message " + received.getMessageId() + " could not be sent again", e);
            return Outcome.REPORTED;
        }
    }

    /// @return REPORTED if the reason could not be recorded
    private static <M> Outcome giveUp(Delivery<M> delivery, Work<M> work, Failure reason, Log log) {
        try {
            work.giveUp(delivery.message(), reason);
            return Outcome.ACKNOWLEDGED;
        } catch (Throwable thrown) {
            log.error("the end of message " + delivery.id() + " could not be recorded", thrown);
            return Outcome.REPORTED;
        }
    }

    private static Failure lastFailure(Throwable thrown) {
        return thrown instanceof TransientFailure failure
                ? failure.toFailure()
                : new Failure("UNEXPECTED", thrown.getClass().getSimpleName() + "; the log has the details");
    }

    private void changeVisibility(SQSMessage received, int seconds, Log log) {
        try {
            sqs.changeMessageVisibility(request -> request.queueUrl(queueUrl)
                    .receiptHandle(received.getReceiptHandle())
                    .visibilityTimeout(seconds));
        } catch (SdkException e) {
            // The queue's own visibility timeout makes the message visible again, only later.
            log.error("message " + received.getMessageId() + " keeps its visibility timeout", e);
        }
    }
}
