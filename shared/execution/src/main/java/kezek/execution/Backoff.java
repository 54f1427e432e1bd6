package kezek.execution;

import java.time.Duration;

/// Exponential backoff with full jitter: before attempt n a random time up to `first` · 2ⁿ.
/// See <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>.
///
/// @param longest no pause is longer
public record Backoff(Duration first, Duration longest, ExecutionContext execution) {

    /// Waits before every attempt but the first.
    ///
    /// @param attempt 0 is the first
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
