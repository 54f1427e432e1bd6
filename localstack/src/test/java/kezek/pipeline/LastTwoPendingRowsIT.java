package kezek.pipeline;

import static java.util.stream.Collectors.groupingBy;
import static kezek.pipeline.ByHand.ASSIGN;
import static kezek.pipeline.ByHand.CLASSIFY;
import static kezek.pipeline.ByHand.GEOCODE;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two environments of classify remove the last two pending rows of a wave at the same moment.
class LastTwoPendingRowsIT {

    private static final int WAVES = 50;

    @TempDir
    Path folder;

    @Test
    void waveIsHintedAndPlannedOnce_howeverTheTwoMeet() throws Exception {
        try (ByHand hands = ByHand.start()) {
            for (String file : List.of(OFFICES, MANAGERS)) {
                hands.pipeline().put("imports/roster/" + file, SAMPLE.resolve(file));
                hands.deliver(hands.takeUpload("imports/roster/" + file));
            }
            for (int wave = 0; wave < WAVES; wave++) {
                hands.pipeline().put("imports/pair-" + wave + "/tickets.csv", twoTickets(wave));
                hands.deliver(hands.takeUpload("imports/pair-" + wave + "/tickets.csv"));
            }
            hands.deliverAll(GEOCODE, hands.take(GEOCODE));
            // Discards the hints that ingest sent before the tickets were classified.
            hands.take(ASSIGN);

            classifyInPairs(hands);

            List<SQSMessage> hints = hands.take(ASSIGN);
            assertThat(hints.stream().map(SQSMessage::getBody).distinct())
                    .as("waves that were hinted")
                    .hasSize(WAVES);
            hands.deliverAll(ASSIGN, hints);
            assertThat(hands.pipeline().items().tickets())
                    .hasSize(2 * WAVES)
                    // One write each for NEW, PLACED, ANALYSED and ASSIGNED.
                    .allSatisfy(ticket -> assertThat(number(ticket, "version")).isEqualTo(4))
                    .allSatisfy(ticket -> assertThat(text(ticket, "stage")).isEqualTo("ASSIGNED"));
            hands.pipeline().checkInvariants();
        }
    }

    private static void classifyInPairs(ByHand hands) throws Exception {
        Map<String, List<SQSMessage>> pairs = hands.take(CLASSIFY).stream()
                .collect(groupingBy(message -> message.getAttributes().get("MessageGroupId")));
        assertThat(pairs).hasSize(WAVES);
        assertThat(pairs.values()).allSatisfy(pair -> assertThat(pair).hasSize(2));
        RequestHandler<SQSEvent, SQSBatchResponse> one = hands.newHandler(CLASSIFY);
        RequestHandler<SQSEvent, SQSBatchResponse> other = hands.newHandler(CLASSIFY);
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (List<SQSMessage> pair : pairs.values()) {
                Future<List<String>> first = threads.submit(() -> {
                    start.await();
                    return ByHand.deliver(one, pair.subList(0, 1));
                });
                Future<List<String>> second = threads.submit(() -> {
                    start.await();
                    return ByHand.deliver(other, pair.subList(1, 2));
                });
                assertThat(first.get()).isEmpty();
                assertThat(second.get()).isEmpty();
            }
        }
    }

    private Path twoTickets(int wave) throws IOException {
        String header = Files.readString(SAMPLE.resolve("tickets.csv"))
                .lines()
                .findFirst()
                .orElseThrow();
        String row = ",Женский,1990-01-01 0:00,Подскажите комиссию,,Mass,Казахстан,,Алматы,,1\r\n";
        return Files.writeString(
                folder.resolve(wave + ".csv"), header + "\r\n" + UUID.randomUUID() + row + UUID.randomUUID() + row);
    }
}
