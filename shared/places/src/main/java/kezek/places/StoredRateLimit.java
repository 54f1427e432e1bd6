package kezek.places;

import static kezek.table.Condition.all;
import static kezek.table.Condition.any;
import static kezek.table.Condition.atLeast;
import static kezek.table.Condition.atMost;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.missing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kezek.execution.ExecutionContext;
import kezek.failure.Deferred;
import kezek.failure.TransientFailure;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;

/// A [RateLimit] that stores its state in one item of the table, so that it applies to the whole system
/// and not only to one execution environment.
///
/// - **Request times** are [#INTERVAL] apart. A worker takes one with a conditional write of the next
///   free time (`nextAt`), so each is taken once, and at most [#LONGEST_WAIT] ahead. A worker that wakes
///   up more than [#LATEST] after its time discards it, because two requests would be too close together.
///   The policy requires one second; the interval is a tenth longer to allow for this delay and for
///   different network latencies.
/// - **Turns**: a worker that finds no free time reserves a turn (`turnAt`, an atomic addition), and its
///   message is delivered again when the turn is due ([Deferred]). A turn only schedules the redelivery;
///   the worker takes a request time on redelivery. A message that is delivered late, twice or never
///   therefore wastes no request time and does not exceed the rate.
/// - **Pauses**: after a failure, all workers wait (`pausedUntil`). The pause is as long as the provider
///   asks for. Otherwise it starts at [#FIRST_PAUSE], is four times as long after each consecutive
///   failure, and is at most [#LONGEST_PAUSE]. Then one request probes the provider while the others
///   still wait. Failures of concurrent requests count as one.
///
/// The rate is as accurate as the clocks of the AWS hosts, which differ by milliseconds. Thread-safe.
public final class StoredRateLimit implements RateLimit {

    /// See <https://operations.osmfoundation.org/policies/nominatim/>: at most one request a second.
    static final Duration INTERVAL = Duration.ofMillis(1_100);

    /// A longer wait would use up the time of the invocation.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    static final Duration LATEST = Duration.ofMillis(100);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /// The longest pause that a provider may ask for. A longer one is probably a mistake.
    static final Duration LONGEST_WANTED_PAUSE = Duration.ofHours(1);

    /// SQS delays a message by at most 15 minutes. If the wait would be longer, the turn is a random time
    /// within this limit.
    static final Duration LONGEST_TURN = Duration.ofMinutes(14);

    /// How long other workers wait for a probe. After that, its environment is assumed dead.
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);

    private static final int PAUSES_GROW_BY = 4;
    private static final int TRIES = 50;

    private static final String NEXT_AT = "nextAt";
    private static final String TURN_AT = "turnAt";
    private static final String PAUSED_UNTIL = "pausedUntil";
    private static final String FAILURES = "failures";

    private final Table table;
    private final Key key;
    private final String provider;
    private final ExecutionContext execution;

    /// @param provider the name of the provider; each provider has its own rate and its own item
    public StoredRateLimit(Table table, String provider, ExecutionContext execution) {
        this.table = table;
        this.key = Key.rateLimit(provider);
        this.provider = provider;
        this.execution = execution;
    }

    private record State(Instant nextAt, Optional<Instant> pausedUntil) {

        static State of(Optional<Item> item) {
            return new State(
                    Instant.ofEpochMilli(item.map(i -> i.numberOrZero(NEXT_AT)).orElse(0L)),
                    item.filter(i -> i.has(PAUSED_UNTIL)).map(i -> Instant.ofEpochMilli(i.number(PAUSED_UNTIL))));
        }
    }

    @Override
    public RequestTime take() {
        Instant deadline = now().plus(LONGEST_WAIT);
        while (!now().isAfter(deadline)) {
            State state = State.of(table.get(key));
            Optional<RequestTime> time = state.pausedUntil().isPresent()
                    ? tryTakeProbe(state, state.pausedUntil().get())
                    : tryTakeNext(state);
            if (time.isPresent()) {
                sleepUntil(time.get().at());
                if (!now().isAfter(time.get().at().plus(LATEST))) {
                    return time.get();
                }
            }
        }
        throw deferred();
    }

    private Optional<RequestTime> tryTakeNext(State state) {
        Instant now = now();
        Instant at = state.nextAt().isAfter(now) ? state.nextAt() : now;
        if (at.isAfter(now.plus(LONGEST_WAIT))) {
            throw deferred();
        }
        return tryTake(
                new RequestTime(at, Optional.empty()),
                Write.update(key)
                        .set(NEXT_AT, at.plus(INTERVAL).toEpochMilli())
                        .when(all(unchanged(state), missing(PAUSED_UNTIL))));
    }

    private Optional<RequestTime> tryTakeProbe(State state, Instant pausedUntil) {
        Instant now = now();
        if (now.isBefore(pausedUntil)) {
            throw paused(Duration.between(now, pausedUntil));
        }
        Instant at = state.nextAt().isAfter(now) ? state.nextAt() : now;
        Instant until = millis(at.plus(LONGEST_PROBE));
        return tryTake(
                new RequestTime(at, Optional.of(until)),
                Write.update(key)
                        .set(NEXT_AT, at.plus(INTERVAL).toEpochMilli())
                        .set(PAUSED_UNTIL, until.toEpochMilli())
                        .when(all(unchanged(state), equal(PAUSED_UNTIL, pausedUntil.toEpochMilli()))));
    }

    private static Condition unchanged(State state) {
        long nextAt = state.nextAt().toEpochMilli();
        return nextAt == 0 ? missing(NEXT_AT) : equal(NEXT_AT, nextAt);
    }

    /// @return the request time; empty if another worker was faster, and the caller must retry
    private Optional<RequestTime> tryTake(RequestTime time, Write write) {
        return switch (table.write(write)) {
            case Commit.Done() -> Optional.of(time);
            case Commit.Lost lost -> Optional.empty();
        };
    }

    @Override
    public void answered(RequestTime time) {
        // If this probe was too slow, another request has replaced it and reports its own outcome.
        time.pausedUntil()
                .ifPresent(until -> table.write(Write.update(key)
                        .remove(PAUSED_UNTIL, FAILURES)
                        .when(equal(PAUSED_UNTIL, until.toEpochMilli()))));
    }

    @Override
    public Duration failed(RequestTime time, Optional<Duration> retryAfter) {
        Duration pause = retryAfter
                .map(wanted -> wanted.compareTo(LONGEST_WANTED_PAUSE) > 0 ? LONGEST_WANTED_PAUSE : wanted)
                .orElseGet(this::nextPause);
        Condition notReported = time.pausedUntil()
                .map(until -> equal(PAUSED_UNTIL, until.toEpochMilli()))
                .orElseGet(() -> missing(PAUSED_UNTIL));
        table.write(Write.update(key)
                .set(PAUSED_UNTIL, now().plus(pause).toEpochMilli())
                .add(FAILURES, 1)
                .when(notReported));
        return withJitter(pause);
    }

    private Duration nextPause() {
        long failures = table.get(key).map(item -> item.numberOrZero(FAILURES)).orElse(0L);
        Duration pause = FIRST_PAUSE;
        for (long i = 0; i < failures && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(PAUSES_GROW_BY);
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private TransientFailure paused(Duration left) {
        return new TransientFailure(
                PlaceProvider.UNREACHABLE,
                provider + " failed and is left alone for " + left.toSeconds() + " s; the address stays open",
                withJitter(left));
    }

    private Deferred deferred() {
        return new Deferred(
                Duration.between(now(), drawTurn()), "more places are asked of " + provider + " than its rate allows");
    }

    /// Reserves a turn with one atomic addition, so each worker needs one write.
    private Instant drawTurn() {
        for (int i = 0; i < TRIES; i++) {
            Instant now = now();
            Instant longest = now.plus(LONGEST_TURN);
            Optional<Item> added = table.update(Write.update(key)
                    .add(TURN_AT, INTERVAL.toMillis())
                    .when(all(atLeast(TURN_AT, now.toEpochMilli()), atMost(TURN_AT, longest.toEpochMilli()))));
            if (added.isPresent()) {
                return Instant.ofEpochMilli(added.get().number(TURN_AT)).minus(INTERVAL);
            }
            Instant first = now.plus(LONGEST_WAIT);
            Commit begun = table.write(Write.update(key)
                    .set(TURN_AT, first.plus(INTERVAL).toEpochMilli())
                    .when(any(missing(TURN_AT), atMost(TURN_AT, now.toEpochMilli()))));
            if (begun instanceof Commit.Done) {
                return first;
            }
            if (isBeyond(begun, longest)) {
                return now.plusMillis(execution.chance().nextLong(LONGEST_TURN.toMillis()));
            }
        }
        throw new TransientFailure("STORE_BUSY", "no turn at " + provider + " could be drawn");
    }

    private static boolean isBeyond(Commit begun, Instant longest) {
        return begun instanceof Commit.Lost lost
                && lost.losses().getFirst().found().stream()
                        .anyMatch(item -> item.numberOrZero(TURN_AT) > longest.toEpochMilli());
    }

    /// Adds jitter, so that workers waiting for the same time do not resume at once.
    private Duration withJitter(Duration duration) {
        return duration.plusMillis(execution.chance().nextLong(FIRST_PAUSE.toMillis()));
    }

    private void sleepUntil(Instant at) {
        Duration wait = Duration.between(now(), at);
        if (wait.isPositive()) {
            execution.pause().sleep(wait);
        }
    }

    /// Truncates to milliseconds, because conditions compare stored values.
    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private Instant now() {
        return millis(execution.clock().instant());
    }
}
