package kezek.failure;

import kezek.domain.Failure;

/// Something that goes wrong every time: bad data. It is recorded on the ticket or in the import's
/// report, and not tried again.
///
/// The message says what was wrong, what was expected and what to do, and names nothing of a client.
public final class PermanentFailure extends RuntimeException {

    private final String code;

    /// @param code for programs, in capitals, e.g. `TEXT_TOO_LONG`
    public PermanentFailure(String code, String message) {
        super(message);
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
