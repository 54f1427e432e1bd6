package kezek.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kezek.domain.Failure;
import kezek.execution.ExecutionContext;
import kezek.failure.Deferred;
import kezek.failure.PermanentFailure;
import kezek.failure.TransientFailure;
import kezek.testing.FakeContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class SqsBatchTest {

    private static final int MAX_RECEIVE_COUNT = 3;
    private static final String STANDARD = "arn:aws:sqs:eu-central-1:000000000000:kezek-geocode";
    private static final String FIFO = "arn:aws:sqs:eu-central-1:000000000000:kezek-assign.fifo";

    private final VisibilityRecorder sqs = new VisibilityRecorder();
    private final SqsBatch<TicketMessage> batch = new SqsBatch<>(
            TicketMessage.class, sqs, "http://127.0.0.1/geocode", MAX_RECEIVE_COUNT, ExecutionContext.real());
    private final Map<String, Failure> givenUp = new ConcurrentHashMap<>();

    @Test
    void failuresOfManyMessagesAtOnce_areAllReported() throws InterruptedException {
        int count = 200;
        CountDownLatch allStarted = new CountDownLatch(count);
        List<String> failed = run(STANDARD, count, message -> {
            allStarted.countDown();
            await(allStarted);
            throw new TransientFailure("BUSY", "not now");
        });

        assertThat(failed).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void messageGroupIdOnStandardQueue_doesNotMakeItFifo() {
        List<String> failed = run(STANDARD, 4, message -> failOn(message, "1"));

        assertThat(failed).containsExactly("1");
    }

    @Test
    void errorOfOneMessage_isThatMessagesFailure() {
        List<String> failed = run(STANDARD, 3, message -> {
            if (message.id().equals("2")) {
                throw new StackOverflowError();
            }
        });

        assertThat(failed).containsExactly("2");
        assertThat(givenUp).isEmpty();
    }

    @Test
    void fifoQueue_reportsEverythingAfterTheFailure() {
        Set<String> handled = ConcurrentHashMap.newKeySet();
        List<String> failed = run(FIFO, 4, message -> {
            handled.add(message.id());
            failOn(message, "1");
        });

        assertThat(failed).containsExactly("1", "2", "3");
        assertThat(handled).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void fifoQueue_keepsNobodyInFlightAfterTheFailure() {
        run(FIFO, 4, message -> failOn(message, "1"));

        assertThat(sqs.visibility).containsOnlyKeys("receipt-1", "receipt-2", "receipt-3");
    }

    @Test
    void transientFailure_isVisibleAgainSoon_andAlone() {
        run(STANDARD, 3, message -> failOn(message, "1"));

        assertThat(sqs.visibility).containsOnlyKeys("receipt-1");
        assertThat(sqs.visibility.get("receipt-1")).isBetween(5, 30);
    }

    @Test
    void transientFailureThatSaysWhen_isVisibleThen() {
        run(STANDARD, 3, message -> {
            throw new TransientFailure("BUSY", "not now", Duration.ofSeconds(100L * Integer.parseInt(message.id())));
        });

        assertThat(sqs.visibility).isEqualTo(Map.of("receipt-0", 5, "receipt-1", 100, "receipt-2", 200));
    }

    @Test
    void messageWhoseTurnHasNotCome_isSentAnewAndAcknowledged_alsoOnItsLastAttempt() {
        List<SQSMessage> messages = List.of(message("0", STANDARD, MAX_RECEIVE_COUNT), message("1", STANDARD, 1));
        List<String> failed = run(STANDARD, messages, message -> {
            throw new Deferred(Duration.ofMillis(41_001), "others were first");
        });

        assertThat(failed).isEmpty();
        assertThat(givenUp).isEmpty();
        assertThat(sqs.visibility).isEmpty();
        assertThat(sqs.sent).hasSize(2).allSatisfy(request -> {
            assertThat(request.delaySeconds()).isEqualTo(42);
            assertThat(request.messageGroupId()).isEqualTo("import-1");
            assertThat(request.queueUrl()).endsWith("/geocode");
        });
        assertThat(sqs.sent)
                .extracting(SendMessageRequest::messageBody)
                .containsExactlyInAnyOrder(body("0"), body("1"));
    }

    @Test
    void delayOfAMessage_isAtMostWhatSqsCanDo() {
        run(STANDARD, 1, message -> {
            throw new Deferred(Duration.ofHours(3), "others were first");
        });

        assertThat(sqs.sent).extracting(SendMessageRequest::delaySeconds).containsExactly(900);
    }

    @Test
    void messageThatCannotBeSentAnew_comesAgain() {
        sqs.refusal = Optional.of(SdkClientException.create("no route"));
        List<String> failed = run(STANDARD, 1, message -> {
            throw new Deferred(Duration.ofSeconds(1), "others were first");
        });

        assertThat(failed).containsExactly("0");
        assertThat(givenUp).isEmpty();
    }

    @Test
    void lastAttempt_recordsTheReason_andStillGoesToTheDeadLetterQueue() {
        List<String> failed = run(STANDARD, List.of(message("0", STANDARD, MAX_RECEIVE_COUNT)), message -> {
            throw new TransientFailure("GEOCODER_UNREACHABLE", "no answer");
        });

        assertThat(failed).containsExactly("0");
        assertThat(givenUp).containsEntry("0", new Failure("GEOCODER_UNREACHABLE", "no answer"));
        assertThat(sqs.visibility).isEmpty();
    }

    @Test
    void permanentFailure_isRecordedAndAcknowledged() {
        List<String> failed = run(STANDARD, 2, message -> {
            throw new PermanentFailure("BAD_MESSAGE", "no JSON");
        });

        assertThat(failed).isEmpty();
        assertThat(givenUp).containsOnlyKeys("0", "1");
    }

    @Test
    void permanentFailureThatCannotBeRecorded_comesAgain() {
        SQSBatchResponse response = batch.run(
                event(List.of(message("0", STANDARD, 1))),
                new SqsBatch.Work<>() {
                    @Override
                    public void handle(Delivery<TicketMessage> message) {
                        throw new PermanentFailure("BAD_MESSAGE", "no JSON");
                    }

                    @Override
                    public void giveUp(TicketMessage message, Failure reason) {
                        throw new TransientFailure("STORE_BUSY", "not now");
                    }
                },
                new FakeContext());

        assertThat(ids(response)).containsExactly("0");
    }

    @Test
    void messageThatCannotBeRead_goesToTheDeadLetterQueue_andItsNeighboursAreHandled() {
        Set<TicketMessage> handled = ConcurrentHashMap.newKeySet();
        List<SQSMessage> messages = List.of(message("0", STANDARD, 1), message("1", STANDARD, MAX_RECEIVE_COUNT));
        messages.getLast().setBody("no JSON");
        List<String> failed = run(STANDARD, messages, message -> handled.add(message.message()));

        assertThat(failed).containsExactly("1");
        assertThat(handled).containsExactly(new TicketMessage("0", 1));
        assertThat(givenUp).isEmpty();
    }

    @Test
    void messageOfAFifoQueueThatCannotBeRead_isAcknowledged_soThatItHoldsNothingBack() {
        List<SQSMessage> messages = List.of(message("0", FIFO, 1), message("1", FIFO, 1));
        messages.getFirst().setBody("{\"wave\":\"LIVE.2026030110\"}");

        assertThat(run(FIFO, messages, message -> {})).isEmpty();
    }

    @Test
    void delivery_saysWhetherItIsTheLastAttempt() {
        Map<String, Boolean> lastById = new ConcurrentHashMap<>();
        List<SQSMessage> messages =
                List.of(message("0", STANDARD, MAX_RECEIVE_COUNT - 1), message("1", STANDARD, MAX_RECEIVE_COUNT));
        run(STANDARD, messages, message -> lastById.put(message.id(), message.isLastAttempt()));

        assertThat(lastById).isEqualTo(Map.of("0", false, "1", true));
    }

    @Test
    void successfulBatch_reportsNothing() {
        assertThat(run(STANDARD, 10, message -> {})).isEmpty();
    }

    private static void failOn(Delivery<TicketMessage> message, String id) {
        if (message.id().equals(id)) {
            throw new TransientFailure("BUSY", "not now");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> run(String queueArn, int count, Consumer<Delivery<TicketMessage>> handle) {
        return run(
                queueArn,
                IntStream.range(0, count)
                        .mapToObj(index -> message(Integer.toString(index), queueArn, 1))
                        .toList(),
                handle);
    }

    private List<String> run(String queueArn, List<SQSMessage> messages, Consumer<Delivery<TicketMessage>> handle) {
        SqsBatch.Work<TicketMessage> work = new SqsBatch.Work<>() {
            @Override
            public void handle(Delivery<TicketMessage> message) {
                handle.accept(message);
            }

            @Override
            public void giveUp(TicketMessage message, Failure reason) {
                givenUp.put(message.ticketId(), reason);
            }
        };
        return ids(batch.run(event(messages), work, new FakeContext()));
    }

    private static List<String> ids(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent event(List<SQSMessage> messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }

    private static String body(String id) {
        return MessageJson.write(new TicketMessage(id, 1));
    }

    private static SQSMessage message(String id, String queueArn, int receiveCount) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body(id));
        message.setReceiptHandle("receipt-" + id);
        message.setEventSourceArn(queueArn);
        message.setAttributes(new HashMap<>(
                Map.of("ApproximateReceiveCount", Integer.toString(receiveCount), "MessageGroupId", "import-1")));
        return message;
    }

    private static final class VisibilityRecorder implements SqsClient {

        private final Map<String, Integer> visibility = new ConcurrentHashMap<>();
        private final List<SendMessageRequest> sent = new CopyOnWriteArrayList<>();
        private Optional<SdkClientException> refusal = Optional.empty();

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            refusal.ifPresent(exception -> {
                throw exception;
            });
            sent.add(request);
            return SendMessageResponse.builder().build();
        }

        @Override
        public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
            visibility.put(request.receiptHandle(), request.visibilityTimeout());
            return ChangeMessageVisibilityResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
