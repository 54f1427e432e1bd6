package kezek.places;

import java.time.Duration;
import java.util.Optional;
import kezek.failure.TransientFailure;

/// A provider could not be asked. Names nothing of the address, and has no cause, for that one might.
final class ProviderOutage extends RuntimeException {

    private final Optional<Duration> retryAfter;

    ProviderOutage(String what, Optional<Duration> retryAfter) {
        super(what);
        this.retryAfter = retryAfter;
    }

    /// When the provider wants to be asked again.
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// @param advice what to check if it goes on
    TransientFailure toFailure(String advice, Optional<Duration> pause) {
        String message = getMessage() + "; the address stays open and is tried again. If it goes on, check " + advice;
        return pause.map(after -> new TransientFailure(PlaceProvider.UNREACHABLE, message, after))
                .orElseGet(() -> new TransientFailure(PlaceProvider.UNREACHABLE, message));
    }
}
