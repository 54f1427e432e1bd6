package kezek.execution;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// Time, chance and threads. The functions use the real ones. The simulator of faults passes its own, so that a
/// run can be repeated exactly.
///
/// @param chance a random generator that is thread-safe
public record ExecutionContext(Clock clock, Pause pause, Parallel parallel, RandomGenerator chance) {

    /// @return the machine's clock and threads, and a generator without a seed
    public static ExecutionContext real() {
        return new ExecutionContext(
                Clock.systemUTC(),
                Pause.real(),
                Parallel.onVirtualThreads(),
                // Not the generator itself, because each belongs to one thread.
                () -> ThreadLocalRandom.current().nextLong());
    }

    /// @return the same with another clock
    public ExecutionContext withClock(Clock other) {
        return new ExecutionContext(other, pause, parallel, chance);
    }
}
