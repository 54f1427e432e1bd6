package kezek.reports;

import java.util.List;
import java.util.Optional;
import kezek.domain.Status;
import kezek.table.Item;
import kezek.table.PlaceItems;
import kezek.table.Table;
import kezek.tickets.AnalysisItems;
import kezek.tickets.IndexedTickets;

/// Reads the tickets for a report on quality, all of them or those of one import.
///
/// Thread-safe.
public final class ReviewedTickets {

    private static final List<String> ATTRIBUTES = List.of(
            "id",
            "importId",
            "stage",
            "status",
            "row",
            "place",
            "category",
            "sentiment",
            "priority",
            "language",
            "analysis");

    private final IndexedTickets tickets;

    public ReviewedTickets(Table table) {
        this.tickets = new IndexedTickets(table);
    }

    /// @param importId empty for all tickets
    /// @param max tickets, each of which takes about 300 bytes of memory
    /// @return all tickets except deleted ones, in no particular order; empty if there are more than `max`
    public Optional<List<ReviewedTicket>> find(Optional<String> importId, int max) {
        IndexedTickets.Scope scope =
                importId.map(IndexedTickets.Scope::ofImport).orElseGet(IndexedTickets.Scope::all);
        return tickets.read(scope, ATTRIBUTES, max, ReviewedTickets::ticket);
    }

    private static ReviewedTicket ticket(Item item) {
        return new ReviewedTicket(
                item.string("id"),
                Status.valueOf(item.string("status")),
                Math.toIntExact(item.numberOrZero("row")),
                item.map("place").map(PlaceItems::place),
                AnalysisItems.read(item).map(ReviewedTicket.Reading::of));
    }
}
