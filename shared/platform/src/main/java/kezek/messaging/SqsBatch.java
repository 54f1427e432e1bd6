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
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Handles a batch of SQS messages and builds the partial batch response: the one place that does.
///
/// Every message stands alone. What is thrown for one is that message's failure, an `Error` too:
/// - [TransientFailure] and everything unexpected: reported as a batch item failure, and visible again in
///   5 to 30 seconds, or when the failure says. After the last attempt [Work#giveUp] records the reason,
///   and SQS moves the message to the dead-letter queue;
/// - [PermanentFailure]: recorded by [Work#giveUp] and acknowledged. What names nothing to record it on,
///   such as a message that is no JSON, is not lost in silence: it is reported, and ends in the
///   dead-letter queue;
/// - [Deferred]: sent to the queue anew, to be delivered when its turn has come, and acknowledged. A message
///   that only became visible again would be one receive nearer to the dead-letter queue each time, and
///   waiting is no failure. Between sending and acknowledging a crash makes two messages of one: harmless,
///   as any redelivery.
///
/// The messages of a standard queue are handled at once, each on a virtual thread; those of a FIFO queue
/// in order, and what follows a failure is reported with it, or SQS would deliver it out of order. A
/// queue is FIFO when its name ends in `.fifo`: a MessageGroupId does not say so, for fair queues set one
/// on standard queues too. See
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>.
public final class SqsBatch {

    private static final int MIN_RETRY_SECONDS = 5;
    private static final int MAX_RETRY_SECONDS = 30;

    /// However long a failure wants to be left alone. (SQS takes up to 12 hours.)
    private static final int LONGEST_RETRY_SECONDS = 3_600;

    /// See <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>.
    private static final int LONGEST_DELAY_SECONDS = 900;

    private final SqsClient sqs;
    private final String queueUrl;
    private final int maxReceiveCount;
    private final ExecutionContext execution;

    /// @param maxReceiveCount of the queue's redrive policy
    public SqsBatch(SqsClient sqs, String queueUrl, int maxReceiveCount, ExecutionContext execution) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.maxReceiveCount = maxReceiveCount;
        this.execution = execution;
    }

    /// What is done with a message.
    public interface Work {

        void handle(SQSMessage message);

        /// Records that the message will not be tried again.
        void giveUp(SQSMessage message, Failure reason);
    }

    public SQSBatchResponse run(SQSEvent event, Work work, Context context) {
        List<SQSMessage> messages = event.getRecords();
        Log log = Log.of(context);
        List<String> failedIds = messages.getFirst().getEventSourceArn().endsWith(".fifo")
                ? failedInOrder(messages, work, log)
                : failedAtOnce(messages, work, log);
        return SQSBatchResponse.builder()
                .withBatchItemFailures(failedIds.stream()
                        .map(id -> SQSBatchResponse.BatchItemFailure.builder()
                                .withItemIdentifier(id)
                                .build())
                        .toList())
                .build();
    }

    private List<String> failedInOrder(List<SQSMessage> messages, Work work, Log log) {
        for (int index = 0; index < messages.size(); index++) {
            if (!succeeds(messages.get(index), work, log)) {
                // As long as one of them is in flight SQS holds back its whole message group.
                messages.subList(index + 1, messages.size())
                        .forEach(message -> showAgain(message, retrySeconds(), log));
                return messages.subList(index, messages.size()).stream()
                        .map(SQSMessage::getMessageId)
                        .toList();
            }
        }
        return List.of();
    }

    private List<String> failedAtOnce(List<SQSMessage> messages, Work work, Log log) {
        List<Boolean> outcomes = execution.parallel().map(messages, message -> hasSucceeded(message, work, log));
        return IntStream.range(0, messages.size())
                .filter(index -> !outcomes.get(index))
                .mapToObj(index -> messages.get(index).getMessageId())
                .toList();
    }

    /// Whatever goes wrong with the handling of an error is one message's as well.
    private boolean hasSucceeded(SQSMessage message, Work work, Log log) {
        try {
            return succeeds(message, work, log);
        } catch (Throwable thrown) {
            log.error("message " + message.getMessageId() + " failed in its own error handling", thrown);
            return false;
        }
    }

    private boolean succeeds(SQSMessage message, Work work, Log log) {
        try {
            work.handle(message);
            return true;
        } catch (Deferred wait) {
            return isSentAnew(message, wait, log);
        } catch (PermanentFailure failure) {
            log.error("message " + message.getMessageId() + " is given up", failure);
            return isRecorded(message, work, failure.toFailure(), log);
        } catch (Throwable thrown) {
            log.error("message " + message.getMessageId() + " failed", thrown);
            retryOrGiveUp(message, work, thrown, log);
            return false;
        }
    }

    private void retryOrGiveUp(SQSMessage message, Work work, Throwable thrown, Log log) {
        if (isLastAttempt(message)) {
            isRecorded(message, work, lastFailure(thrown), log);
        } else {
            showAgain(message, retrySeconds(thrown), log);
        }
    }

    private int retrySeconds(Throwable thrown) {
        return thrown instanceof TransientFailure failure
                ? failure.retryAfter()
                        .map(after -> Math.clamp(seconds(after), MIN_RETRY_SECONDS, LONGEST_RETRY_SECONDS))
                        .orElseGet(this::retrySeconds)
                : retrySeconds();
    }

    private int retrySeconds() {
        return execution.chance().nextInt(MIN_RETRY_SECONDS, MAX_RETRY_SECONDS + 1);
    }

    /// Rounded up: to come too early is to come in vain.
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private boolean isSentAnew(SQSMessage message, Deferred wait, Log log) {
        int delay = Math.clamp(seconds(wait.delay()), 1, LONGEST_DELAY_SECONDS);
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(message.getBody())
                    .messageGroupId(message.getAttributes().get("MessageGroupId"))
                    .delaySeconds(delay));
            log.info("message " + message.getMessageId() + " is sent anew for " + delay + " s later: "
                    + wait.getMessage());
            return true;
        } catch (SdkException e) {
            log.error("message " + message.getMessageId() + " could not be sent anew", e);
            return false;
        }
    }

    private static boolean isRecorded(SQSMessage message, Work work, Failure reason, Log log) {
        try {
            work.giveUp(message, reason);
            return true;
        } catch (Throwable thrown) {
            log.error("the end of message " + message.getMessageId() + " could not be recorded", thrown);
            return false;
        }
    }

    /// @return whether SQS will move the message to the dead-letter queue if it fails once more
    public boolean isLastAttempt(SQSMessage message) {
        return Integer.parseInt(message.getAttributes().get("ApproximateReceiveCount")) >= maxReceiveCount;
    }

    private static Failure lastFailure(Throwable thrown) {
        return thrown instanceof TransientFailure failure
                ? failure.toFailure()
                : new Failure("UNEXPECTED", thrown.getClass().getSimpleName() + "; the log has the details");
    }

    private void showAgain(SQSMessage message, int seconds, Log log) {
        try {
            sqs.changeMessageVisibility(request -> request.queueUrl(queueUrl)
                    .receiptHandle(message.getReceiptHandle())
                    .visibilityTimeout(seconds));
        } catch (SdkException e) {
            // The queue's own visibility timeout brings the message back, only later.
            log.error("message " + message.getMessageId() + " keeps its visibility timeout", e);
        }
    }
}
