package kezek.table;

import java.util.List;
import java.util.Optional;

/// How a transaction, or a single write, ended. Only a failed condition is an outcome; every other failure
/// is thrown, see [Table].
///
/// A caller that does not need the items that broke the conditions uses [WriteOutcome#of].
public sealed interface Commit {

    /// Everything was written.
    record Done() implements Commit {}

    /// At least one condition did not hold, so nothing was written.
    ///
    /// @param losses the writes whose condition did not hold, in the order of the writes; at least one
    record Lost(List<Loss> losses) implements Commit {

        public Lost {
            losses = List.copyOf(losses);
        }
    }

    /// A write whose condition did not hold.
    ///
    /// @param index the position of the write in the transaction; 0 is the first
    /// @param found the item as it is stored; empty if it does not exist
    record Loss(int index, Optional<Item> found) {}
}
