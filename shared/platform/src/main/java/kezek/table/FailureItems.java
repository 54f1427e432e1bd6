package kezek.table;

import kezek.domain.Failure;

/// Failures as attributes and back, wherever an item says why it did not go on: tickets, files, waves.
public final class FailureItems {

    private FailureItems() {}

    public static Failure failure(Item item) {
        return new Failure(item.string("code"), item.string("message"));
    }

    public static Item item(Failure failure) {
        return Item.fields()
                .with("code", failure.code())
                .with("message", failure.message())
                .build();
    }
}
