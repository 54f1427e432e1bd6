package kezek.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The end of the time that a request may take.
public record Deadline(Clock clock, Instant end) {

    /// @param duration counted from now
    public static Deadline in(Duration duration, Clock clock) {
        return new Deadline(clock, clock.instant().plus(duration));
    }

    /// @return the time left; zero or negative if it has passed
    public Duration left() {
        return Duration.between(clock.instant(), end);
    }
}
