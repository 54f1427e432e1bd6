package kezek.failure;

import java.time.Duration;

/// Thrown if work must wait, for example because of a rate limit. The message is delivered again after
/// [#delay]. Waiting does not count as an attempt, no matter how long it takes.
///
/// The message contains only ids, and no client data.
public final class Deferred extends RuntimeException {

    private final Duration delay;

    /// @param delay the estimated time until the work is due; not negative
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
