package kezek.failure;

import java.time.Duration;
import java.util.Optional;
import kezek.domain.Failure;

/// Something that may go well the next time: a throttle, a timeout, a 5xx answer, a conflict. The message
/// is delivered again.
///
/// The message names ids only, nothing of a client.
public final class TransientFailure extends RuntimeException {

    private final String code;
    private final Optional<Duration> retryAfter;

    /// @param code for programs, in capitals: what the ticket says if every attempt ends like this, e.g.
    /// `GEOCODER_UNREACHABLE`
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

    /// @param retryAfter it is no use to try again sooner
    public TransientFailure(String code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = Optional.of(retryAfter);
    }

    public String code() {
        return code;
    }

    /// @return before when it is no use to try again; empty when nobody can tell
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// @return the same as data, to be kept on a ticket or in a report
    public Failure toFailure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
