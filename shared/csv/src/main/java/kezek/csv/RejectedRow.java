package kezek.csv;

/// Thrown if a row is invalid. It never leaves the package, because the reader turns it into a
/// [Row.Rejected].
final class RejectedRow extends Exception {

    private final String reasonCode;
    private final String reason;

    RejectedRow(String reasonCode, String reason) {
        // A file may have a million invalid rows, and their stack traces are never used.
        super(reason, null, false, false);
        this.reasonCode = reasonCode;
        this.reason = reason;
    }

    String reasonCode() {
        return reasonCode;
    }

    String reason() {
        return reason;
    }
}
