package kezek.analysis;

/// Groups priorities as coarsely as labelled sets and confidences can tell them apart.
public enum PriorityBand {
    /// 1 to 3.
    LOW,
    /// 4 to 6.
    NORMAL,
    /// 7 to 10.
    HIGH;

    private static final int HIGHEST_LOW = 3;
    private static final int HIGHEST_NORMAL = 6;

    /// @param priority 1 (can wait) to 10 (now)
    public static PriorityBand of(int priority) {
        return priority <= HIGHEST_LOW ? LOW : priority <= HIGHEST_NORMAL ? NORMAL : HIGH;
    }
}
