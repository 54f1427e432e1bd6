package kezek.table;

import kezek.domain.Failure;

/// Failures as attributes and back. Tickets, files and waves keep the reason why they stopped this way.
public final class FailureItems {

    private FailureItems() {}

    /// @return the failure that a map of attributes describes
    /// @throws IllegalStateException if `code` or `message` is missing
    public static Failure failure(Item item) {
        return new Failure(item.string("code"), item.string("message"));
    }

    /// @return the attributes `code` and `message`
    public static Item item(Failure failure) {
        return Item.fields()
                .with("code", failure.code())
                .with("message", failure.message())
                .build();
    }
}
