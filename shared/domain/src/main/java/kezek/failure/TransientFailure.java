package kezek.failure;

import java.time.Duration;
import java.util.Optional;
import kezek.domain.Failure;

/// A failure that may not occur the next time: a throttle, a timeout, a 5xx answer, a conflict. The message that
/// was being handled is delivered again.
///
/// The text contains ids only, and nothing of a client.
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

    /// @param retryAfter how long another attempt would be in vain
    public TransientFailure(String code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = Optional.of(retryAfter);
    }

    public String code() {
        return code;
    }

    /// @return how long another attempt would be in vain; empty if unknown
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// @return the same as data, to be stored on a ticket or in a report
    public Failure toFailure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
