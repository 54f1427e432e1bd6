package kezek.places;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rate at which the whole system may send requests to a provider, and whether the provider answers.
public interface RateLimit {

    /// The permission to send one request.
    ///
    /// @param at when it may be sent
    /// @param pausedUntil of a probe: until when all other workers wait; empty while the provider answers
    record Slot(Instant at, Optional<Instant> pausedUntil) {}

    /// Waits for the next free slot and takes it. One slot is for one request, which is to be sent at once.
    ///
    /// @throws kezek.failure.Deferred if no slot will be free soon, because many others wait
    /// @throws kezek.failure.TransientFailure `GEOCODER_UNREACHABLE` while requests pause because the provider
    ///     failed; it says when to try again
    Slot take();

    /// Records that the request of this slot was answered.
    void answered(Slot slot);

    /// Records that the request of this slot failed. All requests pause, longer after each failure in a row.
    ///
    /// @param retryAfter the pause that the provider asks for
    /// @return how long requests pause
    Duration failed(Slot slot, Optional<Duration> retryAfter);
}
