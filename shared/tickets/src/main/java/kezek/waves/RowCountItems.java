package kezek.waves;

import kezek.table.Item;

/// Counts of rows as attributes and back. Files and waves keep them this way.
public final class RowCountItems {

    private RowCountItems() {}

    public static Item item(RowCounts counts) {
        return Item.fields()
                .with("accepted", counts.accepted())
                .with("unchanged", counts.unchanged())
                .with("retried", counts.retried())
                .with("rejected", counts.rejected())
                .build();
    }

    /// @return the counts of an item; a missing attribute counts as 0
    public static RowCounts counts(Item item) {
        return new RowCounts(
                Math.toIntExact(item.numberOrZero("accepted")),
                Math.toIntExact(item.numberOrZero("unchanged")),
                Math.toIntExact(item.numberOrZero("retried")),
                Math.toIntExact(item.numberOrZero("rejected")));
    }
}
