package kezek.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import kezek.execution.ExecutionContext;
import kezek.execution.Parallel;

/// Time that passes only when somebody sleeps or the test says so; thread-safe.
public final class FakeTime extends Clock {

    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private Instant now;

    /// On some morning.
    public FakeTime() {
        this(Instant.parse("2026-03-01T09:00:00Z"));
    }

    public FakeTime(Instant start) {
        this.now = start;
    }

    public ExecutionContext execution() {
        return new ExecutionContext(
                this,
                duration -> {
                    sleeps.add(duration);
                    pass(duration);
                },
                Parallel.onVirtualThreads(),
                new Random(1));
    }

    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized void moveTo(Instant moment) {
        now = moment;
    }

    /// @return in the order in which they were begun
    public List<Duration> sleeps() {
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
