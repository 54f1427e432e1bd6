package kezek.failure;

import kezek.domain.Failure;

/// A failure that occurs every time, because of bad data. It is recorded on the ticket or in the report of the
/// import, and not tried again.
///
/// The message says what was wrong, what was expected and what to do. It contains no client data.
public final class PermanentFailure extends RuntimeException {

    private final String code;

    /// @param code for programs, in capitals, such as `TEXT_TOO_LONG`
    public PermanentFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /// @return this failure as data that can be stored on a ticket or in a report
    public Failure toFailure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
