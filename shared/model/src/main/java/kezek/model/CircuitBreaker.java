package kezek.model;

import java.time.Duration;
import java.time.Instant;
import kezek.execution.ExecutionContext;

/// Decides whether the model may be asked now, so that a model that is down costs one probe now and then
/// instead of a timeout for each ticket. Each environment of the function has its own: they share nothing,
/// and a new one finds out by itself.
///
/// - **Closed**: every request may be sent. [#FAILURES] failures in a row open it. A failure after a long
///   wait counts as [#WEIGHT_OF_TIMEOUT]: tickets that come one by one would otherwise wait out five
///   timeouts, one after the other.
/// - **Open**: no request may be sent, for [#FIRST_PAUSE] at first and twice as long after each failed
///   probe, at most [#LONGEST_PAUSE]. Up to a fifth is added at random, so that environments do not probe
///   together.
/// - **Half open**: one request may be sent, the probe; all others are denied. Its success closes the
///   breaker, its failure opens it again.
///
/// A model that is only busy (429) does answer, so it never opens the breaker; but no request is sent
/// before the time that it named. The outcome of a request that began in an earlier state does not count,
/// because it tells about the past.
///
/// Thread-safe.
final class CircuitBreaker {

    /// In a row.
    static final int FAILURES = 5;

    static final int WEIGHT_OF_TIMEOUT = 3;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// How long tickets wait for a model that is down or busy before callers do without it. After a
    /// shorter outage every ticket still gets the model's answer; a longer one delays no ticket further.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A longer `Retry-After` is cut to this: one wrong date must not silence an environment for ever.
    static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private static final int JITTER_DIVISOR = 5;
    private static final Duration FIRST_BUSY_PAUSE = Duration.ofMillis(400);
    private static final Duration LONGEST_BUSY_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    private final ExecutionContext execution;
    private State state = State.CLOSED;
    /// Counts changes of state; a request belongs to the state in which it began.
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

    /// The answer to a request for a permit.
    sealed interface Admission {

        /// The request may be sent. Report its outcome and close the permit; without an outcome it counts
        /// as failed.
        record Granted(Permit permit) implements Admission {}

        /// The model asks for a pause until this time.
        record Busy(Instant until) implements Admission {}

        /// The model is down, or a probe is under way.
        record Down() implements Admission {}
    }

    /// Takes a permit if the model may be asked now; in state open, that makes it the probe.
    synchronized Admission tryAcquire() {
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

    /// @return whether waiting for the model is not worth it: it refuses every request, has been down for
    ///     longer than [#PATIENCE], or asks for a longer pause than that. Never while a probe is under
    ///     way
    synchronized boolean isGoneForLong() {
        Instant soon = now().plus(PATIENCE);
        if (busyUntil.isAfter(soon)) {
            return true;
        }
        return state == State.OPEN && (isRefused || !now().isBefore(downSince.plus(PATIENCE)));
    }

    /// The right to send one request, and the duty to report its outcome. The first outcome counts.
    final class Permit implements AutoCloseable {

        private final long of;
        private boolean isReported;

        private Permit(long of) {
            this.of = of;
        }

        /// The model answered, usably or not.
        void answered() {
            report(CircuitBreaker.this::onAnswer);
        }

        /// No connection, or a 5xx.
        void failed() {
            report(() -> onFailure(1, false));
        }

        /// No answer, after a long wait.
        void timedOut() {
            report(() -> onFailure(WEIGHT_OF_TIMEOUT, false));
        }

        /// The model refuses every request: a bad key, no quota, an unknown name.
        void refused() {
            report(() -> onFailure(1, true));
        }

        /// The model limits our rate and names no time. Each time in a row doubles the pause, 200 to 400
        /// ms at first, 30 s at most.
        ///
        /// @return how long no request may be sent
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

        /// The model limits our rate.
        ///
        /// @param pause as the model says
        void busyFor(Duration pause) {
            synchronized (CircuitBreaker.this) {
                hold(pause);
                report(CircuitBreaker.this::close);
            }
        }

        /// As [#failed()], and no request may be sent before this time has passed.
        ///
        /// @param pause as the model says
        void failedFor(Duration pause) {
            synchronized (CircuitBreaker.this) {
                hold(pause);
                failed();
            }
        }

        private void report(Runnable outcome) {
            synchronized (CircuitBreaker.this) {
                if (!isReported && of == generation) {
                    outcome.run();
                }
                isReported = true;
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
