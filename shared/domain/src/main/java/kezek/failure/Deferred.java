package kezek.failure;

import java.time.Duration;

/// Nothing went wrong, but it is not this one's turn: a rate must be kept, and others were there before.
/// It comes again after [#delay], as if for the first time: waiting in line is no attempt, however long it
/// takes.
///
/// The message names ids only, nothing of a client.
public final class Deferred extends RuntimeException {

    private final Duration delay;

    /// @param delay until its turn, as far as that can be told; not negative
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
