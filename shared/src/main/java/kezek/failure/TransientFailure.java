package kezek.failure;

import kezek.domain.Failure;

/// Something that may go well the next time: a throttle, a timeout, a 5xx answer, a conflict. The message
/// is delivered again.
///
/// The message names ids only, nothing of a client.
public final class TransientFailure extends RuntimeException {

    private final String code;

    /// @param code for programs, in capitals: what the ticket says if every attempt ends like this, e.g.
    /// `GEOCODER_UNREACHABLE`
    public TransientFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    public TransientFailure(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /// @return the same as data, to be kept on a ticket or in a report
    public Failure toFailure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
