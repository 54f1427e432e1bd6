package kezek.failure;

import java.time.Duration;
import java.util.Optional;
import kezek.domain.Failure;

/// A failure that may not occur the next time: a throttle, a timeout, a 5xx answer, a conflict. The message that
/// was being handled is delivered again.
///
/// The message contains only ids, and no client data.
public final class TransientFailure extends RuntimeException {

    private final String code;
    private final Optional<Duration> retryAfter;

    /// @param code for programs, in capitals, such as `GEOCODER_UNREACHABLE`; the ticket shows it if every attempt
    ///     fails like this
    public TransientFailure(String code, String message) {
        super(message);
        this.code = code;
        this.retryAfter = Optional.empty();
    }

    public TransientFailure(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = Optional.empty();
    }

    /// @param retryAfter how long to wait before the next attempt
    public TransientFailure(String code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = Optional.of(retryAfter);
    }

    public String code() {
        return code;
    }

    /// @return how long to wait before the next attempt; empty if unknown
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// @return this failure as data that can be stored on a ticket or in a report
    public Failure toFailure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
