package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.execution.ExecutionContext;
import kezek.execution.Parallel;
import kezek.failure.Deferred;
import kezek.failure.TransientFailure;
import kezek.places.RateLimit.RequestTime;
import kezek.table.Table;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeTime;
import org.junit.jupiter.api.Test;

/// Uses [FakeTime], so sleeping advances the clock.
class StoredRateLimitTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    private final Random chance = new Random(6);
    private final FakeTime clock = new FakeTime(START);
    private Duration oversleeps = Duration.ZERO;
    private final ExecutionContext execution =
            new ExecutionContext(clock, this::sleep, Parallel.onVirtualThreads(), chance);
    private final StoredRateLimit rate = environment("nominatim");

    private StoredRateLimit environment(String provider) {
        return new StoredRateLimit(new Table(dynamoDb, "kezek", execution), provider, execution);
    }

    private void sleep(Duration duration) {
        clock.pass(duration.plus(oversleeps));
        oversleeps = Duration.ZERO;
    }

    @Test
    void take_givesTimesASecondAndATenthApart_toAllWorkers() {
        List<Instant> times = Stream.of(rate, environment("nominatim"), rate, environment("nominatim"))
                .map(environment -> environment.take().at())
                .toList();

        assertThat(times)
                .containsExactly(START, START.plusMillis(1_100), START.plusMillis(2_200), START.plusMillis(3_300));
    }

    @Test
    void take_whenATimeIsOverslept_doesNotUseIt() {
        rate.take();
        oversleeps = StoredRateLimit.LATEST.plusMillis(1);

        assertThat(rate.take().at()).isEqualTo(START.plusMillis(2_200));
        assertThat(clock.instant()).isEqualTo(START.plusMillis(2_200));
    }

    @Test
    void take_ofAnotherProvider_hasItsOwnRate() {
        rate.take();

        assertThat(environment("other").take().at()).isEqualTo(START);
    }

    @Test
    void take_whenTooManyWait_drawsTurnsThatFollowEachOther() {
        crowd(3);

        List<Duration> turns = IntStream.range(0, 5).mapToObj(i -> turn()).toList();

        assertThat(turns)
                .containsExactly(
                        Duration.ofMillis(3_000),
                        Duration.ofMillis(4_100),
                        Duration.ofMillis(5_200),
                        Duration.ofMillis(6_300),
                        Duration.ofMillis(7_400));
    }

    @Test
    void take_whenTheLineIsLongerThanAMessageCanBeDelayed_drawsAnyTurnInThatTime() {
        crowd(3);
        IntStream.range(0, 800).forEach(i -> turn());

        List<Duration> late = IntStream.range(0, 200).mapToObj(i -> turn()).toList();

        assertThat(late).allSatisfy(turn -> assertThat(turn).isLessThanOrEqualTo(StoredRateLimit.LONGEST_TURN));
        assertThat(late.stream().filter(turn -> turn.toMinutes() < 7)).hasSizeBetween(60, 140);
    }

    /// Takes request times without advancing the clock, as many concurrent environments would.
    private void crowd(int times) {
        Instant now = clock.instant();
        for (int i = 0; i < times; i++) {
            rate.take();
            clock.moveTo(now);
        }
    }

    private Duration turn() {
        return catchThrowableOfType(Deferred.class, rate::take).delay();
    }

    /// Two thousand concurrent tickets wait for their turns and are delivered again, in order of time.
    @Test
    void everyWorkerGetsATimeAtLast_andTheRateIsUsedUp() {
        PriorityQueue<Instant> arrivals = new PriorityQueue<>();
        int tickets = 2_000;
        IntStream.range(0, tickets).forEach(i -> arrivals.add(START));
        List<Instant> times = new ArrayList<>();

        while (!arrivals.isEmpty()) {
            Instant arrival = arrivals.remove();
            clock.moveTo(arrival);
            try {
                times.add(rate.take().at());
            } catch (Deferred wait) {
                arrivals.add(arrival.plusSeconds(wait.delay().plusMillis(999).toSeconds()));
            }
        }

        times.sort(Instant::compareTo);
        assertThat(times).hasSize(tickets);
        assertThat(IntStream.range(1, tickets).mapToObj(i -> Duration.between(times.get(i - 1), times.get(i))))
                .allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(StoredRateLimit.INTERVAL));
        Duration least = StoredRateLimit.INTERVAL.multipliedBy(tickets);
        assertThat(Duration.between(START, times.getLast()))
                .isLessThan(least.multipliedBy(3).dividedBy(2));
    }

    @Test
    void failed_holdsEverybodyBack_fourTimesAsLongAfterEachFailureInARow() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RequestTime time = rate.take();
            rate.failed(time, Optional.empty());
            TransientFailure held = catchThrowableOfType(TransientFailure.class, environment("nominatim")::take);
            assertThat(held.code()).isEqualTo("GEOCODER_UNREACHABLE");
            Instant failed = clock.instant();
            clock.pass(held.retryAfter().orElseThrow());
            pauses.add(Duration.between(failed, pausedUntil()).toSeconds());
        }

        assertThat(pauses).containsExactly(5L, 20L, 80L, 320L, 600L, 600L);
    }

    private Instant pausedUntil() {
        return Instant.ofEpochMilli(Long.parseLong(dynamoDb.partition("RATE#nominatim")
                .iterator()
                .next()
                .get("pausedUntil")
                .n()));
    }

    @Test
    void failed_ofRequestsThatWereUnderWayTogether_isOneFailure() {
        List<RequestTime> together = List.of(rate.take(), rate.take(), rate.take());

        together.forEach(time -> rate.failed(time, Optional.empty()));

        assertThat(Duration.between(clock.instant(), pausedUntil())).isEqualTo(StoredRateLimit.FIRST_PAUSE);
    }

    @Test
    void failed_whenTheProviderSaysHowLong_isThatLong_butNotForEver() {
        rate.failed(rate.take(), Optional.of(Duration.ofSeconds(77)));
        assertThat(Duration.between(clock.instant(), pausedUntil())).isEqualTo(Duration.ofSeconds(77));

        clock.moveTo(pausedUntil());
        rate.failed(rate.take(), Optional.of(Duration.ofDays(77)));
        assertThat(Duration.between(clock.instant(), pausedUntil())).isEqualTo(StoredRateLimit.LONGEST_WANTED_PAUSE);
    }

    @Test
    void take_afterAPause_letsOneProbe_andTheOthersOnlyWhenItWasAnswered() {
        rate.failed(rate.take(), Optional.empty());
        clock.moveTo(pausedUntil());

        RequestTime probe = rate.take();

        assertThatThrownBy(environment("nominatim")::take)
                .asInstanceOf(type(TransientFailure.class))
                .returns("GEOCODER_UNREACHABLE", TransientFailure::code);
        rate.answered(probe);
        assertThat(environment("nominatim").take().pausedUntil()).isEmpty();
    }

    @Test
    void take_whenAProbeNeverCameBack_letsAnotherProbe() {
        rate.failed(rate.take(), Optional.empty());
        clock.moveTo(pausedUntil());
        RequestTime lost = rate.take();
        clock.moveTo(pausedUntil());

        RequestTime second = rate.take();
        rate.answered(lost);

        assertThat(second.pausedUntil()).isPresent();
        assertThatThrownBy(rate::take).isInstanceOf(TransientFailure.class);
    }
}
