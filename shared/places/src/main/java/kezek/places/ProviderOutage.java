package kezek.places;

import java.time.Duration;
import java.util.Optional;
import kezek.failure.TransientFailure;

/// Thrown if a provider gives no usable answer. The message does not contain the address. There is no
/// cause, because the message of a cause might contain it.
final class ProviderOutage extends RuntimeException {

    private final Optional<Duration> retryAfter;

    ProviderOutage(String what, Optional<Duration> retryAfter) {
        super(what);
        this.retryAfter = retryAfter;
    }

    /// @return the pause that the provider asks for; empty if it names none
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// @param advice what to check if the outage persists
    TransientFailure toFailure(String advice, Optional<Duration> pause) {
        String message = getMessage() + "; the address stays open and is tried again. If it goes on, check " + advice;
        return pause.map(after -> new TransientFailure(PlaceProvider.UNREACHABLE, message, after))
                .orElseGet(() -> new TransientFailure(PlaceProvider.UNREACHABLE, message));
    }
}
