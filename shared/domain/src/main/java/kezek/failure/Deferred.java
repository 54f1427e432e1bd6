package kezek.failure;

import java.time.Duration;

/// Nothing went wrong, but the work is not due: a rate must be kept, and other work came first. It comes back
/// after [#delay] as if for the first time. Waiting does not count as an attempt, no matter how long it takes.
///
/// The text contains ids only, and nothing of a client.
public final class Deferred extends RuntimeException {

    private final Duration delay;

    /// @param delay until the work is due, as far as that is known; not negative
    public Deferred(Duration delay, String message) {
        super(message);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is negative: " + delay);
        }
        this.delay = delay;
    }

    public Duration delay() {
        return delay;
    }
}
