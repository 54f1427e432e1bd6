package kezek.services;

import static kezek.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import kezek.domain.Stage;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.services.Services.Deviation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/// The features of the queues that the functions rely on, as described in
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/>.
abstract class QueueContract {

    private static final List<String> QUEUES =
            List.of("GeocodeQueue", "GeocodeDeadLetters", "ClassifyQueue", "AssignQueue", "AssignDeadLetters");
    private static final int MAX_RECEIVE_COUNT = 5;

    private SqsClient sqs;
    private String geocode;
    private String assign;

    abstract Services services();

    @BeforeEach
    void drain() {
        sqs = services().sqs();
        geocode = services().queueUrl("GeocodeQueue");
        assign = services().queueUrl("AssignQueue");
        for (String queue : QUEUES) {
            String url = services().queueUrl(queue);
            sqs.purgeQueue(request -> request.queueUrl(url));
        }
    }

    @Test
    void batch_isTakenButForTheEntryThatIsWrong() {
        SendMessageBatchResponse response = send(List.of(
                entry("good", "1").build(),
                entry("bad", "no character of a message: \u0001").build(),
                entry("fine", "3").build()));

        assertThat(response.failed()).extracting(BatchResultErrorEntry::id).containsExactly("bad");
        assertThat(response.successful()).hasSize(2);
        assertThat(bodies(receiveAll(geocode, 2))).containsExactlyInAnyOrder("1", "3");
    }

    /// The longest delay is 15 minutes.
    @Test
    void delayThatIsTooLong_isTheFailureOfItsEntryAlone() {
        List<SendMessageBatchRequestEntry> entries = List.of(
                entry("good", "1").build(), entry("late", "2").delaySeconds(901).build());

        SendMessageBatchResponse response = send(entries);

        if (services().has(Deviation.DELAY_WITHOUT_LIMIT)) {
            assertThat(response.failed()).isEmpty();
        } else {
            assertThat(response.failed()).extracting(BatchResultErrorEntry::id).containsExactly("late");
        }
        assertThat(bodies(receiveAll(geocode, 1))).containsExactly("1");
    }

    @Test
    void batchOfEleven_orWithTwoOfOneId_isRefusedWhole() {
        List<SendMessageBatchRequestEntry> eleven = IntStream.range(0, 11)
                .mapToObj(n -> entry("e" + n, "x").build())
                .toList();

        assertThatThrownBy(() -> send(eleven)).isInstanceOf(TooManyEntriesInBatchRequestException.class);
        assertThatThrownBy(() ->
                        send(List.of(entry("a", "1").build(), entry("a", "2").build())))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
        assertThat(receive(geocode)).isEmpty();
    }

    private SendMessageBatchResponse send(List<SendMessageBatchRequestEntry> entries) {
        return sqs.sendMessageBatch(request -> request.queueUrl(geocode).entries(entries));
    }

    private static SendMessageBatchRequestEntry.Builder entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body);
    }

    @Test
    void messagesOfTickets_comeOnce_withTheGroupOfTheirImport() {
        List<TicketMessage> sent = IntStream.range(0, 23)
                .mapToObj(n -> new TicketMessage("t" + n, 1))
                .toList();

        queues().send(Stage.NEW, sent, "наш импорт");

        List<Message> received = receiveAll(geocode, 23);
        assertThat(bodies(received))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 23)
                        .mapToObj(n -> "{\"ticketId\":\"t" + n + "\",\"rev\":1}")
                        .toList());
        assertThat(received)
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .doesNotContainNull()
                .containsOnly(received.getFirst().attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
    }

    @Test
    void queue_isEmpty_whenNothingWaitsOrIsInFlight() {
        Queues queues = queues();
        eventually("nothing is left of the test before", () -> queues.isEmpty(Stage.NEW));

        queues.send(Stage.NEW, List.of(new TicketMessage("t", 1)), "");
        eventually("it waits", () -> !queues.isEmpty(Stage.NEW));
        Message message = receiveAll(geocode, 1).getFirst();
        assertThat(queues.isEmpty(Stage.NEW)).as("in flight").isFalse();
        delete(geocode, message);
        eventually("it is gone", () -> queues.isEmpty(Stage.NEW));
    }

    @Test
    void visibility_setToNothing_bringsTheMessageBack_countedOnceMore() {
        sqs.sendMessage(request -> request.queueUrl(geocode).messageBody("x"));
        Message first = receiveAll(geocode, 1).getFirst();
        assertThat(receive(geocode)).as("while it is in flight").isEmpty();

        makeVisible(geocode, first);
        Message second = receiveAll(geocode, 1).getFirst();

        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.receiptHandle()).isNotEqualTo(first.receiptHandle());
        assertThat(receiveCount(first)).isEqualTo(1);
        assertThat(receiveCount(second)).isEqualTo(2);
    }

    /// SQS: "If you receive a message more than once, the ReceiptHandle is different each time". About an
    /// old handle: "the request succeeds, but the message might not be deleted".
    @Test
    void receiptOfAnEarlierDelivery_neverFailsTheCaller() {
        sqs.sendMessage(request -> request.queueUrl(geocode).messageBody("x"));
        Message first = receiveAll(geocode, 1).getFirst();
        makeVisible(geocode, first);
        Message second = receiveAll(geocode, 1).getFirst();

        if (services().has(Deviation.STALE_RECEIPT_REFUSED)) {
            assertThatThrownBy(() -> delete(geocode, first)).isInstanceOf(SqsException.class);
        } else {
            delete(geocode, first);
        }
        delete(geocode, second);
    }

    @Test
    void messageThatIsNeverDeleted_endsInTheDeadLetters_asItWas() {
        sqs.sendMessage(request -> request.queueUrl(geocode).messageBody("poison"));
        for (int delivery = 1; delivery <= MAX_RECEIVE_COUNT; delivery++) {
            Message message = receiveAll(geocode, 1).getFirst();
            assertThat(receiveCount(message)).isEqualTo(delivery);
            makeVisible(geocode, message);
        }

        assertThat(receive(geocode)).isEmpty();
        assertThat(bodies(receiveAll(services().queueUrl("GeocodeDeadLetters"), 1)))
                .containsExactly("poison");
    }

    @Test
    void hintSentTwiceWithOneId_comesOnce_andWithTwo_twice() {
        String run = UUID.randomUUID().toString();
        hint("wave-1", "assign", run + "-a");
        hint("wave-1", "assign", run + "-a");
        hint("wave-1", "assign", run + "-b");

        List<String> received = new ArrayList<>();
        eventually("both came", () -> {
            receive(assign).forEach(message -> {
                received.add(message.body());
                delete(assign, message);
            });
            return received.size() >= 2;
        });
        assertThat(receive(assign)).isEmpty();
        assertThat(received).hasSize(2);
    }

    @Test
    void group_isInOrder_andWaitsForTheMessageInFlight_otherGroupsDoNot() {
        String run = UUID.randomUUID().toString();
        hint("1", "assign", run + "-1");
        hint("2", "assign", run + "-2");
        Message first = receiveAll(assign, 1, 1).getFirst();
        hint("other", "second group", run + "-3");

        assertThat(first.body()).isEqualTo("1");
        Message other = receiveAll(assign, 1, 1).getFirst();
        assertThat(other.body()).isEqualTo("other");
        assertThat(receive(assign)).as("the group of a message in flight").isEmpty();

        makeVisible(assign, first);
        Message again = receiveAll(assign, 1, 1).getFirst();
        assertThat(again.body()).isEqualTo("1");
        delete(assign, again);
        assertThat(receiveAll(assign, 1, 1).getFirst().body()).isEqualTo("2");
    }

    @Test
    void deadLetterOfAGroup_letsTheNextOneThrough() {
        String run = UUID.randomUUID().toString();
        hint("poison", "assign", run + "-1");
        hint("next", "assign", run + "-2");
        for (int delivery = 1; delivery <= MAX_RECEIVE_COUNT; delivery++) {
            Message message = receiveAll(assign, 1, 1).getFirst();
            assertThat(message.body()).isEqualTo("poison");
            makeVisible(assign, message);
        }

        assertThat(receiveAll(assign, 1, 1).getFirst().body()).isEqualTo("next");
        assertThat(bodies(receiveAll(services().queueUrl("AssignDeadLetters"), 1)))
                .containsExactly("poison");
    }

    @Test
    void messageOfAFifoQueue_needsAGroup() {
        assertThatThrownBy(() -> sqs.sendMessage(
                        request -> request.queueUrl(assign).messageBody("x").messageDeduplicationId("y")))
                .isInstanceOf(SqsException.class);
    }

    private Queues queues() {
        return new Queues(
                sqs,
                new Settings(Map.of(
                        "GEOCODE_QUEUE_URL", geocode,
                        "CLASSIFY_QUEUE_URL", services().queueUrl("ClassifyQueue"),
                        "ASSIGN_QUEUE_URL", assign)),
                QueueName.GEOCODE,
                QueueName.CLASSIFY,
                QueueName.ASSIGN);
    }

    private void hint(String body, String group, String id) {
        sqs.sendMessage(request -> request.queueUrl(assign)
                .messageBody(body)
                .messageGroupId(group.replace(' ', '-'))
                .messageDeduplicationId(id));
    }

    private void makeVisible(String url, Message message) {
        sqs.changeMessageVisibility(request ->
                request.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
    }

    private void delete(String url, Message message) {
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    private List<Message> receive(String url) {
        return receive(url, 10);
    }

    private List<Message> receive(String url, int max) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(max)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private List<Message> receiveAll(String url, int count) {
        return receiveAll(url, count, 10);
    }

    private List<Message> receiveAll(String url, int count, int max) {
        List<Message> received = new ArrayList<>();
        eventually(count + " messages came", () -> {
            received.addAll(receive(url, max));
            return received.size() >= count;
        });
        assertThat(received).hasSize(count);
        return received;
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::body).toList();
    }

    private static int receiveCount(Message message) {
        return Integer.parseInt(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    }
}
