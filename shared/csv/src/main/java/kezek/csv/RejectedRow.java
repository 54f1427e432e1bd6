package kezek.csv;

/// Ends the reading of one row. Never leaves the package: it becomes a [Row.Rejected].
final class RejectedRow extends Exception {

    private final String reasonCode;
    private final String reason;

    RejectedRow(String reasonCode, String reason) {
        // A file may hold a million bad rows, and nobody looks at where in the code a row was refused.
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
