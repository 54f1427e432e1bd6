package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.ManualDelivery.ASSIGN;
import static kezek.pipeline.ManualDelivery.CLASSIFY;
import static kezek.pipeline.ManualDelivery.GEOCODE;
import static kezek.pipeline.Pipeline.MANAGERS;
import static kezek.pipeline.Pipeline.OFFICES;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kezek.failure.TransientFailure;
import kezek.testing.FakeContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fifty planners on real threads, each with its own hint, on one embedded DynamoDB, while the roster and
/// tickets change. The simulator does the same with random interleavings.
class FiftyPlannersIT {

    private static final int PLANNERS = 50;
    private static final int FILES = 3;
    private static final int ROWS = 10;
    private static final int EVENT_ATTEMPTS = 10;

    @TempDir
    Path folder;

    @Test
    void fiftyPlannersAtOnce_breakNoRule_andSomeLoseRaces() throws Exception {
        try (ManualDelivery delivery = ManualDelivery.start()) {
            importRoster(delivery);
            List<SQSMessage> hints = prepareWaves(delivery);
            S3Event roster = upload(delivery, "imports/roster/" + MANAGERS, changedRoster());
            S3Event tickets = upload(delivery, "imports/file-0/" + TICKETS, file(0, "Priority"));

            List<FakeContext> planners = plan(delivery, hints, List.of(roster, tickets));
            comeToRest(delivery, hints);

            long losers = planners.stream().filter(FiftyPlannersIT::hasLost).count();
            assertThat(losers).as("planners that lost a race").isGreaterThan(1);
            Items items = delivery.pipeline().items();
            assertThat(items.isThrough()).isTrue();
            assertThat(items.tickets()).hasSize(FILES * ROWS);
            assertThat(items.tickets().stream().filter(ticket -> ticket.containsKey("hub")))
                    .as("tickets that took a turn of the hubs")
                    .hasSize(FILES * ROWS * 2 / 5);
            delivery.pipeline().checkInvariants();
            System.out.printf(
                    "%d planners at once; %d tickets, %d planners lost a race; 0 violations%n",
                    PLANNERS, items.tickets().size(), losers);
        }
    }

    private static boolean hasLost(FakeContext planner) {
        return planner.logged().contains("LostRace");
    }

    private static void importRoster(ManualDelivery delivery) {
        for (String file : List.of(OFFICES, MANAGERS)) {
            delivery.deliver(upload(delivery, "imports/roster/" + file, SAMPLE.resolve(file)));
        }
    }

    private static S3Event upload(ManualDelivery delivery, String key, Path file) {
        delivery.pipeline().put(key, file);
        return delivery.takeUpload(key);
    }

    /// @return hints, at least one per wave
    private List<SQSMessage> prepareWaves(ManualDelivery delivery) throws IOException {
        for (int number = 0; number < FILES; number++) {
            delivery.deliver(upload(delivery, "imports/file-" + number + "/" + TICKETS, file(number, "Mass")));
        }
        delivery.deliverAll(GEOCODE, delivery.take(GEOCODE));
        delivery.deliverAll(CLASSIFY, delivery.take(CLASSIFY));
        return delivery.take(ASSIGN);
    }

    private static List<FakeContext> plan(ManualDelivery delivery, List<SQSMessage> hints, List<S3Event> changes)
            throws Exception {
        RequestHandler<SQSEvent, SQSBatchResponse> assign = delivery.newHandler(ASSIGN);
        CyclicBarrier start = new CyclicBarrier(PLANNERS + changes.size());
        List<FakeContext> planners = new ArrayList<>();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(PLANNERS + changes.size())) {
            for (int number = 0; number < PLANNERS; number++) {
                SQSMessage hint = hints.get(number % hints.size());
                FakeContext planner = new FakeContext();
                planners.add(planner);
                ends.add(threads.submit(() -> {
                    start.await();
                    SQSEvent event = new SQSEvent();
                    event.setRecords(List.of(hint));
                    return assign.handleRequest(event, planner);
                }));
            }
            for (S3Event change : changes) {
                ends.add(threads.submit(() -> {
                    start.await();
                    // No planner plans while a roster is being written.
                    eventually(
                            "plans are being committed",
                            Duration.ofSeconds(60),
                            () -> delivery.pipeline().items().assignments().values().stream()
                                    .anyMatch(holder -> !holder.equals("ANALYSED")));
                    deliverAsLambdaDoes(delivery, change);
                    return change;
                }));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
        return planners;
    }

    /// Fifty planners may delay the emulator's answers until they time out. The event is retried then.
    private static void deliverAsLambdaDoes(ManualDelivery delivery, S3Event event) {
        for (int attempt = 1; ; attempt++) {
            try {
                delivery.deliver(event);
                return;
            } catch (TransientFailure busy) {
                if (attempt == EVENT_ATTEMPTS) {
                    throw busy;
                }
            }
        }
    }

    /// Redelivers hints that planners reported as failed.
    private static void comeToRest(ManualDelivery delivery, List<SQSMessage> hints) {
        for (int round = 0; round < 20 && !delivery.pipeline().items().isThrough(); round++) {
            delivery.deliverAll(ASSIGN, hints);
            delivery.deliverAll(GEOCODE, delivery.take(GEOCODE));
            delivery.deliverAll(CLASSIFY, delivery.take(CLASSIFY));
            delivery.deliverAll(ASSIGN, delivery.take(ASSIGN));
        }
    }

    /// Changes everyone's workload, but takes no skill away, so that the invariants also hold at rest.
    private Path changedRoster() throws IOException {
        String changed = Files.readString(SAMPLE.resolve(MANAGERS)).replaceAll("(?m),(\\d)\\s*$", ",1$1");
        return Files.writeString(folder.resolve(MANAGERS), changed);
    }

    /// Some addresses are outside the country, so that planners also race for the turn of the hubs.
    private static String placeOf(int row) {
        return switch (row % 5) {
            case 1 -> ",Германия,Берлин";
            case 2 -> ",Казахстан,Нигдебург";
            default -> ",Казахстан,Алматы";
        };
    }

    /// Writes few tickets, because the emulator runs one transaction at a time and fifty planners wait
    /// for it.
    private Path file(int number, String segment) throws IOException {
        StringBuilder csv = new StringBuilder("GUID клиента,Описание,Сегмент клиента,Страна,Населённый пункт");
        csv.append(",Пол клиента,Дата рождения,Вложения,Область,Улица,Дом\n");
        for (int row = 1; row <= ROWS; row++) {
            csv.append("f%d000000-0000-4000-8000-0000000000%02d".formatted(number, row))
                    .append(",Приложение не открывается после обновления,")
                    .append(segment)
                    .append(placeOf(row))
                    .append(",,,,,,\n");
        }
        return Files.writeString(folder.resolve(number + segment + ".csv"), csv);
    }
}
