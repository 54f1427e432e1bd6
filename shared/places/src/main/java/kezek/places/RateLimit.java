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
    record RequestTime(Instant at, Optional<Instant> pausedUntil) {}

    /// Waits for the next free request time and takes it. One request time is for one request, which is to be sent at
    /// once.
    ///
    /// @throws kezek.failure.Deferred if no request time will be free soon, because many others wait
    /// @throws kezek.failure.TransientFailure `GEOCODER_UNREACHABLE` while requests pause because the provider
    ///     failed; it says when to try again
    RequestTime take();

    /// Records that the request of this request time was answered.
    void answered(RequestTime time);

    /// Records that the request of this request time failed. All requests pause, longer after each failure in a row.
    ///
    /// @param retryAfter the pause that the provider asks for
    /// @return how long requests pause
    Duration failed(RequestTime time, Optional<Duration> retryAfter);
}
