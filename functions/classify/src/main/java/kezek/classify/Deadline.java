package kezek.classify;

import java.time.Duration;

/// A point in time by the monotonic clock.
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /// @return the time left; zero or negative when it has passed
    Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }
}
