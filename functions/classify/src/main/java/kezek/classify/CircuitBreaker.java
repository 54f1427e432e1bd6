package kezek.classify;

import java.time.Duration;
import java.time.Instant;
import kezek.execution.ExecutionContext;

/// Decides whether the model may be asked now, so that one that is down costs one probe now and then
/// instead of a timeout per ticket. One for each environment of the function: they share nothing, and a
/// new one finds out by itself.
///
/// - **Closed**: everybody may ask. [#FAILURES] failures in a row, no success between them, open it. One
///   that
/// came after a long wait counts for [#WEIGHT_OF_WAITING]: tickets that come one by one would otherwise
/// wait out five
///   timeouts, one after the other, before anybody knows.
/// - **Open**: nobody may ask, for [#FIRST_PAUSE] the first time, twice as long after each probe that
///   fails, at
///   most [#LONGEST_PAUSE]; up to a fifth is added by chance, so that environments do not probe together.
/// - **Half open**: one may ask, the probe; whoever comes meanwhile is denied. Its success closes the
///   breaker, its failure opens it again.
///
/// A model that is only busy (429) answers, so that never opens the breaker; but nobody asks before the
/// time that it named. What a request that began in an earlier state comes to is not counted: it tells of
/// the past.
///
/// Thread-safe.
final class CircuitBreaker {

    /// In a row.
    static final int FAILURES = 5;

    static final int WEIGHT_OF_WAITING = 3;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// How long tickets wait for a model that is down or busy; then the rules answer at once. Shorter
    /// outages cost nobody the better analysis, longer ones delay nobody further.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A `Retry-After` beyond it is kept only so long: one wrong date must not silence an environment for
    /// ever.
    static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private static final int JITTER_DIVISOR = 5;
    private static final Duration FIRST_BUSY_PAUSE = Duration.ofMillis(400);
    private static final Duration LONGEST_BUSY_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    private final ExecutionContext execution;
    private State state = State.CLOSED;
    /// Counts the states; a request belongs to the one in which it began.
    private long generation;

    private int failuresInARow;
    private int openings;
    private int busyInARow;
    private boolean isRefused;
    private Instant downSince = Instant.MIN;
    private Instant openUntil = Instant.MIN;
    private Instant busyUntil = Instant.MIN;

    CircuitBreaker(ExecutionContext execution) {
        this.execution = execution;
    }

    private enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /// What somebody who wants to ask is told.
    sealed interface Admission {

        /// The request may be made. To be closed with its outcome told, or it counts as failed.
        record Granted(Permit permit) implements Admission {}

        /// Not before this time, for the model wants it so.
        record Busy(Instant until) implements Admission {}

        /// The model is down, or a probe is on its way to find out whether it still is.
        record Down() implements Admission {}
    }

    synchronized Admission ask() {
        Instant now = now();
        if (now.isBefore(busyUntil)) {
            return new Admission.Busy(busyUntil);
        }
        return switch (state) {
            case CLOSED -> new Admission.Granted(new Permit(generation));
            case HALF_OPEN -> new Admission.Down();
            case OPEN -> {
                if (now.isBefore(openUntil)) {
                    yield new Admission.Down();
                }
                become(State.HALF_OPEN);
                yield new Admission.Granted(new Permit(generation));
            }
        };
    }

    /// @return whether waiting for the model is not worth it: it refuses us whatever we ask, has been
    ///     down for
    /// longer than [#PATIENCE], or wants to be left alone for longer than that. Never while a probe is on
    /// its
    ///     way: nobody knows yet
    synchronized boolean isGoneForLong() {
        Instant soon = now().plus(PATIENCE);
        if (busyUntil.isAfter(soon)) {
            return true;
        }
        return state == State.OPEN && (isRefused || !now().isBefore(downSince.plus(PATIENCE)));
    }

    /// The right to make one request, and the duty to say what came of it. The first outcome counts.
    final class Permit implements AutoCloseable {

        private final long of;
        private boolean isTold;

        private Permit(long of) {
            this.of = of;
        }

        /// The model answered, usably or not.
        void answered() {
            tell(CircuitBreaker.this::onAnswer);
        }

        /// No connection, or a 5xx.
        void failed() {
            tell(() -> onFailure(1, false));
        }

        /// No answer, after a long wait.
        void waitedInVain() {
            tell(() -> onFailure(WEIGHT_OF_WAITING, false));
        }

        /// The model refuses whatever we ask: a bad key, no quota, an unknown name.
        void refused() {
            tell(() -> onFailure(1, true));
        }

        /// The model is there and has no time for us.
        ///
        /// @return how long nobody may ask
        Duration busy() {
            synchronized (CircuitBreaker.this) {
                int doublings = Math.min(busyInARow++, MOST_DOUBLINGS);
                long ceiling = Math.min(FIRST_BUSY_PAUSE.toMillis() << doublings, LONGEST_BUSY_PAUSE.toMillis());
                Duration pause =
                        Duration.ofMillis(ceiling / 2 + execution.chance().nextLong(ceiling / 2 + 1));
                busyFor(pause);
                return pause;
            }
        }

        /// @param pause as the model says
        void busyFor(Duration pause) {
            synchronized (CircuitBreaker.this) {
                hold(pause);
                tell(CircuitBreaker.this::close);
            }
        }

        /// As [#failed()], and nobody may ask before this time has passed.
        ///
        /// @param pause as the model says
        void failedFor(Duration pause) {
            synchronized (CircuitBreaker.this) {
                hold(pause);
                failed();
            }
        }

        private void tell(Runnable outcome) {
            synchronized (CircuitBreaker.this) {
                if (!isTold && of == generation) {
                    outcome.run();
                }
                isTold = true;
            }
        }

        @Override
        public void close() {
            failed();
        }
    }

    private void hold(Duration pause) {
        Instant until = now().plus(pause.compareTo(LONGEST_HOLD) < 0 ? pause : LONGEST_HOLD);
        busyUntil = until.isAfter(busyUntil) ? until : busyUntil;
    }

    private void onAnswer() {
        busyInARow = 0;
        close();
    }

    private void close() {
        failuresInARow = 0;
        if (state != State.CLOSED) {
            openings = 0;
            become(State.CLOSED);
        }
    }

    private void onFailure(int weight, boolean refused) {
        failuresInARow += weight;
        if (state == State.CLOSED && failuresInARow < FAILURES) {
            return;
        }
        if (state == State.CLOSED) {
            downSince = now();
        }
        isRefused = refused;
        openUntil = now().plus(pause());
        openings++;
        become(State.OPEN);
    }

    private Duration pause() {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return pause.plusMillis(execution.chance().nextLong(pause.toMillis() / JITTER_DIVISOR));
    }

    private void become(State next) {
        state = next;
        generation++;
    }

    private Instant now() {
        return execution.clock().instant();
    }
}
