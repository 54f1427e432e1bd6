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

/// A clock that advances only if code sleeps or the test moves it. Thread-safe.
public final class FakeTime extends Clock {

    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private Instant now;

    /// Starts at an arbitrary fixed time.
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

    /// @return the durations of all sleeps, in the order in which they started
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
        throw new UnsupportedOperationException("other zones are not supported");
    }
}
