package kezek.places;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Limits the rate of requests that the whole system sends to a provider, and pauses them while the
/// provider fails.
public interface RateLimit {

    /// The permission to send one request.
    ///
    /// @param at when it may be sent
    /// @param pausedUntil for a probe: the time until which all other workers wait; empty while the
    ///     provider answers
    record RequestTime(Instant at, Optional<Instant> pausedUntil) {}

    /// Takes the next free request time and waits for it. The caller may then send one request, and must
    /// send it immediately.
    ///
    /// @throws kezek.failure.Deferred if no request time will be free soon, because many others wait
    /// @throws kezek.failure.TransientFailure `GEOCODER_UNREACHABLE` while requests are paused because
    ///     the provider failed; it says when to try again
    RequestTime take();

    /// Records that the request at this time was answered.
    void answered(RequestTime time);

    /// Records that the request at this time failed, and pauses all requests. The pause grows with each
    /// consecutive failure.
    ///
    /// @param retryAfter the pause that the provider asks for; empty if it names none
    /// @return how long requests pause
    Duration failed(RequestTime time, Optional<Duration> retryAfter);
}
