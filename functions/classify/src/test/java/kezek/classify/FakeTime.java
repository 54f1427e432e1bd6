package kezek.classify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import kezek.execution.Parallel;
import kezek.execution.Surroundings;

/// Time that passes only when somebody sleeps or the test says so; thread-safe.
final class FakeTime extends Clock {

    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");

    Surroundings surroundings() {
        return new Surroundings(
                this,
                duration -> {
                    sleeps.add(duration);
                    pass(duration);
                },
                Parallel.onVirtualThreads(),
                new Random(1));
    }

    synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    /// @return in the order in which they were begun
    List<Duration> sleeps() {
        return sleeps;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody needs another zone");
    }
}
