package kezek.places;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The one rate at which the whole system may ask a provider, and the one memory of whether it answers.
public interface RateLimit {

    /// Leave to send one request.
    ///
    /// @param at when it may be sent
    /// @param pausedUntil a probe's: until when everybody else is held back; empty while all is well
    record Slot(Instant at, Optional<Instant> pausedUntil) {}

    /// Waits for the next free slot and takes it; one slot is one request, to be sent at once.
    ///
    /// @throws kezek.failure.Deferred when no slot will be free soon; so many others wait
    /// @throws kezek.failure.TransientFailure `GEOCODER_UNREACHABLE` while the provider is left alone
    ///     because it failed; it says when to try again
    Slot take();

    /// The request of this slot was answered.
    void answered(Slot slot);

    /// The request of this slot failed: nobody asks for a while, longer after each failure in a row.
    ///
    /// @param retryAfter as the provider wants it
    /// @return how long the provider is left alone
    Duration failed(Slot slot, Optional<Duration> retryAfter);
}
