package kezek.waves;

import kezek.domain.Analysis;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.routing.RoutableTicket;
import kezek.table.Item;
import kezek.table.Key;

/// The rows of a wave as items and back.
public final class WaveRows {

    private WaveRows() {}

    /// The row of a ticket whose message has been sent once, to the queue of `stage`.
    public static Item pending(Slot slot, int rev, Stage stage) {
        return Item.at(Key.slot(slot))
                .with("ticketId", slot.ticketId())
                .with("rev", rev)
                .with("sent", 1)
                .with("sentStage", stage.name())
                .build();
    }

    /// The row of a ticket that waits to be planned.
    public static Item ready(Slot slot, Ticket ticket, Analysis analysis) {
        return ready(slot, ticket.rev(), RoutableTicket.of(ticket, analysis));
    }

    /// The row of a ticket that waits to be planned again.
    ///
    /// @param ticket with the hub decision to keep
    public static Item ready(Slot slot, int rev, RoutableTicket ticket) {
        return Item.at(Key.slot(slot))
                .with("rev", rev)
                .withAll(RoutableTicketItems.row(ticket))
                .build();
    }

    /// Reads a row that [#ready] made.
    public static ReadyTicket readyTicket(String wave, Item row) {
        return new ReadyTicket(Key.slot(wave, row.sortKey()), row.integer("rev"), RoutableTicketItems.ofRow(row));
    }
}
