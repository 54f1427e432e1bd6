package kezek.waves;

/// What became of the rows of a file, or of one of its waves. Each row is counted once, no matter how often
/// the file is read.
///
/// @param accepted new or changed tickets, offices or managers
/// @param unchanged rows whose content, or a newer one, was stored before
/// @param retried those of the unchanged rows whose tickets had FAILED and were tried again
/// @param rejected rows with a reason in the report
public record RowCounts(int accepted, int unchanged, int retried, int rejected) {

    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

    /// @return the sums of both
    public RowCounts plus(RowCounts other) {
        return new RowCounts(
                accepted + other.accepted,
                unchanged + other.unchanged,
                retried + other.retried,
                rejected + other.rejected);
    }
}
