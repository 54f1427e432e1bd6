package kezek.pipeline;

import static java.util.stream.Collectors.groupingBy;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.ManualDelivery.ASSIGN;
import static kezek.pipeline.ManualDelivery.CLASSIFY;
import static kezek.pipeline.ManualDelivery.GEOCODE;
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
        try (ManualDelivery delivery = ManualDelivery.start()) {
            for (String file : List.of(OFFICES, MANAGERS)) {
                delivery.pipeline().put("imports/roster/" + file, SAMPLE.resolve(file));
                delivery.deliver(delivery.takeUpload("imports/roster/" + file));
            }
            for (int wave = 0; wave < WAVES; wave++) {
                delivery.pipeline().put("imports/pair-" + wave + "/tickets.csv", twoTickets(wave));
                delivery.deliver(delivery.takeUpload("imports/pair-" + wave + "/tickets.csv"));
            }
            delivery.deliverAll(GEOCODE, delivery.take(GEOCODE));
            // Discards the hints that ingest sent before the tickets were classified.
            delivery.take(ASSIGN);

            classifyInPairs(delivery);

            List<SQSMessage> hints = delivery.take(ASSIGN);
            assertThat(hints.stream().map(SQSMessage::getBody).distinct())
                    .as("waves that were hinted")
                    .hasSize(WAVES);
            delivery.deliverAll(ASSIGN, hints);
            assertThat(delivery.pipeline().items().tickets())
                    .hasSize(2 * WAVES)
                    // One write each for NEW, PLACED, ANALYSED and ASSIGNED.
                    .allSatisfy(ticket -> assertThat(number(ticket, "version")).isEqualTo(4))
                    .allSatisfy(ticket -> assertThat(text(ticket, "stage")).isEqualTo("ASSIGNED"));
            delivery.pipeline().checkInvariants();
        }
    }

    private static void classifyInPairs(ManualDelivery delivery) throws Exception {
        Map<String, List<SQSMessage>> pairs = delivery.take(CLASSIFY).stream()
                .collect(groupingBy(message -> message.getAttributes().get("MessageGroupId")));
        assertThat(pairs).hasSize(WAVES);
        assertThat(pairs.values()).allSatisfy(pair -> assertThat(pair).hasSize(2));
        RequestHandler<SQSEvent, SQSBatchResponse> one = delivery.newHandler(CLASSIFY);
        RequestHandler<SQSEvent, SQSBatchResponse> other = delivery.newHandler(CLASSIFY);
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (List<SQSMessage> pair : pairs.values()) {
                Future<List<String>> first = threads.submit(() -> {
                    start.await();
                    return ManualDelivery.deliver(one, pair.subList(0, 1));
                });
                Future<List<String>> second = threads.submit(() -> {
                    start.await();
                    return ManualDelivery.deliver(other, pair.subList(1, 2));
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
