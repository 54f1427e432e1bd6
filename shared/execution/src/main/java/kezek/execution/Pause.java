package kezek.execution;

import java.time.Duration;
import kezek.failure.TransientFailure;

/// Waits. The simulator of faults has an implementation with a clock of its own.
public interface Pause {

    /// @throws TransientFailure `INTERRUPTED`
    void sleep(Duration duration);

    /// @return a pause that puts the thread to sleep
    static Pause real() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransientFailure("INTERRUPTED", "interrupted while waiting", e);
            }
        };
    }
}
