package kezek.execution;

import java.time.Duration;
import kezek.failure.TransientFailure;

/// Lets time pass. The simulator of faults has one whose time is its own.
public interface Pause {

    /// @throws TransientFailure `INTERRUPTED`
    void sleep(Duration duration);

    /// @return one that really sleeps
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
