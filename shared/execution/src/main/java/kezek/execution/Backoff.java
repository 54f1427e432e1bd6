package kezek.execution;

import java.time.Duration;

/// Exponential backoff with full jitter: before attempt n it waits a random time of up to `first` · 2ⁿ. See
/// <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>.
///
/// Thread-safe.
///
/// @param longest the longest pause
/// @param execution whose pause and chance are used
public record Backoff(Duration first, Duration longest, ExecutionContext execution) {

    /// Waits before every attempt but the first.
    ///
    /// @param attempt counts from 0
    /// @throws kezek.failure.TransientFailure `INTERRUPTED`
    public void before(int attempt) {
        if (attempt == 0) {
            return;
        }
        long doubled = first.toMillis() << Math.min(attempt, 20);
        long ceiling = Math.min(doubled, longest.toMillis());
        execution.pause().sleep(Duration.ofMillis(execution.chance().nextLong(ceiling) + 1));
    }
}
