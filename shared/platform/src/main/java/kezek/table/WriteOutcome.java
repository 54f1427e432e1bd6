package kezek.table;

/// How a write ended whose condition another writer can break.
///
/// A caller that is told [#LOST] reads again and decides anew, or leaves the matter to the writer that was
/// faster. A failure that may go well the next time, such as a throttle, is thrown and is no outcome.
public enum WriteOutcome {
    /// Everything was written.
    WRITTEN,
    /// A condition did not hold because another writer was faster. Nothing was written.
    LOST;

    /// @return the outcome without the items that broke the conditions
    public static WriteOutcome of(Commit commit) {
        return switch (commit) {
            case Commit.Done() -> WRITTEN;
            case Commit.Lost lost -> LOST;
        };
    }
}
