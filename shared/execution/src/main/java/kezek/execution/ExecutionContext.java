package kezek.execution;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Time, chance, and threads. The functions run on the real ones; the simulator of faults gives them its
/// own, so that a run can be repeated exactly.
///
/// @param chance thread-safe
public record ExecutionContext(Clock clock, Pause pause, Parallel parallel, RandomGenerator chance) {

    public static ExecutionContext real() {
        return new ExecutionContext(
                Clock.systemUTC(),
                Pause.real(),
                Parallel.onVirtualThreads(),
                // Not the generator itself: each belongs to one thread.
                () -> ThreadLocalRandom.current().nextLong());
    }

    /// @return these with another clock
    public ExecutionContext withClock(Clock other) {
        return new ExecutionContext(other, pause, parallel, chance);
    }
}
