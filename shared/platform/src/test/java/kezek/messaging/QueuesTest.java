package kezek.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kezek.domain.Stage;
import kezek.lambda.Settings;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class QueuesTest {

    private final Recorder sqs = new Recorder();
    private final Settings settings = new Settings(Map.of("GEOCODE_QUEUE_URL", "http://127.0.0.1/geocode"));
    private final Queues queues = new Queues(sqs, settings, QueueName.GEOCODE);

    @Test
    void addressThatIsMissing_isNamedWhenTheFunctionStarts() {
        assertThatThrownBy(() -> new Queues(sqs, settings, QueueName.GEOCODE, QueueName.ASSIGN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ASSIGN_QUEUE_URL");
    }

    @Test
    void queueThatTheFunctionDidNotName_isRefused() {
        assertThatThrownBy(() -> queues.hint("LIVE.2026030110"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ASSIGN")
                .hasMessageContaining("[GEOCODE]");
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>, MessageGroupId
    @Test
    void importOfAnyName_becomesAGroupThatSqsTakes() {
        String name = "Выгрузка за январь ".repeat(20);

        queues.send(Stage.NEW, messages(11), name);
        queues.send(Stage.NEW, messages(1), "Выгрузка");
        queues.send(Stage.NEW, messages(1), "");

        assertThat(groups())
                .hasSize(13)
                .allSatisfy(group -> assertThat(group).matches("[\\p{Alnum}\\p{Punct}]{1,128}"));
        assertThat(groups().subList(0, 11)).containsOnly(groups().getFirst());
        assertThat(groups()).as("one group for each import").containsOnlyOnce(groups().get(11), groups().get(12));
    }

    private static List<TicketMessage> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new TicketMessage("t" + index, 1))
                .toList();
    }

    private List<String> groups() {
        return sqs.sent.stream()
                .map(SendMessageBatchRequestEntry::messageGroupId)
                .toList();
    }

    private static final class Recorder implements SqsClient {

        private final List<SendMessageBatchRequestEntry> sent = new ArrayList<>();

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            sent.addAll(request.entries());
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
