package kezek.reports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.table.Item;
import kezek.table.Table;
import kezek.tickets.IndexedTickets;
import kezek.verdict.Gzip;
import kezek.verdict.StoredVerdict;
import kezek.waves.RoutableTicketItems;

/// Reads all tickets of one import at once, for reports. The index says which tickets they are, and lags behind
/// by a moment. The tickets themselves are read from the table, without their texts.
///
/// Thread-safe.
public final class ImportTickets {

    /// The texts are left out, because they would be most of the bytes.
    private static final List<String> ATTRIBUTES = Stream.concat(
                    Stream.of("importId", "stage", "status", "managerId", "verdict"),
                    RoutableTicketItems.TICKET_ATTRIBUTES.stream())
            .toList();

    private final IndexedTickets tickets;

    public ImportTickets(Table table) {
        this.tickets = new IndexedTickets(table);
    }

    /// @param max tickets, each of which takes about 400 bytes of memory
    /// @return all tickets except deleted ones, in no particular order; empty if there are more than `max`
    public Optional<List<ImportTicket>> find(String importId, int max) {
        return tickets.read(IndexedTickets.Scope.ofImport(importId), ATTRIBUTES, max, ImportTickets::ticket);
    }

    private static ImportTicket ticket(Item item) {
        Optional<StoredVerdict> verdict =
                item.bytes("verdict").map(Gzip::unzipped).map(StoredVerdict::of);
        return new ImportTicket(
                item.string("id"),
                Stage.valueOf(item.string("stage")),
                Status.valueOf(item.string("status")),
                item.has("category") ? Optional.of(RoutableTicketItems.ofTicket(item)) : Optional.empty(),
                item.optionalString("managerId"),
                verdict.filter(StoredVerdict::isByHand).isPresent(),
                verdict.flatMap(StoredVerdict::turn));
    }
}
