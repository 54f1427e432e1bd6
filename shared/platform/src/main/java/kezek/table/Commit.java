package kezek.table;

import java.util.List;
import java.util.Optional;

/// How a transaction ended. Only a failed condition is an outcome; everything else is thrown.
public sealed interface Commit {

    record Done() implements Commit {}

    /// Nothing was written.
    ///
    /// @param losses the writes whose condition did not hold
    record Lost(List<Loss> losses) implements Commit {}

    /// @param index the place of the write in the transaction
    /// @param found the item as it is; empty when there is none
    record Loss(int index, Optional<Item> found) {}
}
