package kezek.classify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Until when a ticket may be worked on.
record Deadline(Clock clock, Instant end) {

    static Deadline in(Duration duration, Clock clock) {
        return new Deadline(clock, clock.instant().plus(duration));
    }

    /// @return the time left; zero or negative when it has passed
    Duration left() {
        return Duration.between(clock.instant(), end);
    }
}
