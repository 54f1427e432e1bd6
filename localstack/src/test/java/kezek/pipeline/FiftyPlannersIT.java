package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.ByHand.ASSIGN;
import static kezek.pipeline.ByHand.CLASSIFY;
import static kezek.pipeline.ByHand.GEOCODE;
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
        try (ByHand hands = ByHand.start()) {
            importRoster(hands);
            List<SQSMessage> hints = prepareWaves(hands);
            S3Event roster = upload(hands, "imports/roster/" + MANAGERS, changedRoster());
            S3Event tickets = upload(hands, "imports/file-0/" + TICKETS, file(0, "Priority"));

            List<FakeContext> planners = plan(hands, hints, List.of(roster, tickets));
            comeToRest(hands, hints);

            long losers = planners.stream().filter(FiftyPlannersIT::hasLost).count();
            assertThat(losers).as("planners that lost a race").isGreaterThan(1);
            Items items = hands.pipeline().items();
            assertThat(items.isThrough()).isTrue();
            assertThat(items.tickets()).hasSize(FILES * ROWS);
            assertThat(items.tickets().stream().filter(ticket -> ticket.containsKey("hub")))
                    .as("tickets that took a turn of the hubs")
                    .hasSize(FILES * ROWS * 2 / 5);
            hands.pipeline().checkInvariants();
            System.out.printf(
                    "%d planners at once; %d tickets, %d planners lost a race; 0 violations%n",
                    PLANNERS, items.tickets().size(), losers);
        }
    }

    private static boolean hasLost(FakeContext planner) {
        return planner.logged().contains("LostRace");
    }

    private static void importRoster(ByHand hands) {
        for (String file : List.of(OFFICES, MANAGERS)) {
            hands.deliver(upload(hands, "imports/roster/" + file, SAMPLE.resolve(file)));
        }
    }

    private static S3Event upload(ByHand hands, String key, Path file) {
        hands.pipeline().put(key, file);
        return hands.takeUpload(key);
    }

    /// @return hints, at least one per wave
    private List<SQSMessage> prepareWaves(ByHand hands) throws IOException {
        for (int number = 0; number < FILES; number++) {
            hands.deliver(upload(hands, "imports/file-" + number + "/" + TICKETS, file(number, "Mass")));
        }
        hands.deliverAll(GEOCODE, hands.take(GEOCODE));
        hands.deliverAll(CLASSIFY, hands.take(CLASSIFY));
        return hands.take(ASSIGN);
    }

    private static List<FakeContext> plan(ByHand hands, List<SQSMessage> hints, List<S3Event> changes)
            throws Exception {
        RequestHandler<SQSEvent, SQSBatchResponse> assign = hands.newHandler(ASSIGN);
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
                            () -> hands.pipeline().items().assignments().values().stream()
                                    .anyMatch(holder -> !holder.equals("ANALYSED")));
                    deliverAsLambdaDoes(hands, change);
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
    private static void deliverAsLambdaDoes(ByHand hands, S3Event event) {
        for (int attempt = 1; ; attempt++) {
            try {
                hands.deliver(event);
                return;
            } catch (TransientFailure busy) {
                if (attempt == EVENT_ATTEMPTS) {
                    throw busy;
                }
            }
        }
    }

    /// Redelivers hints that planners reported as failed.
    private static void comeToRest(ByHand hands, List<SQSMessage> hints) {
        for (int round = 0; round < 20 && !hands.pipeline().items().isThrough(); round++) {
            hands.deliverAll(ASSIGN, hints);
            hands.deliverAll(GEOCODE, hands.take(GEOCODE));
            hands.deliverAll(CLASSIFY, hands.take(CLASSIFY));
            hands.deliverAll(ASSIGN, hands.take(ASSIGN));
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
