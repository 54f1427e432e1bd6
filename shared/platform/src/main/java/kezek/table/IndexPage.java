package kezek.table;

import java.util.List;
import java.util.Optional;

/// A page of an index.
///
/// @param items the entries in the order of the query, with the attributes that the index contains. An
///     index lags behind the table: an item may have changed, or be gone
/// @param next where the next page begins; empty on the last page
public record IndexPage(List<Item> items, Optional<IndexQuery.Continuation> next) {

    public IndexPage {
        items = List.copyOf(items);
    }
}
