package kezek.waves;

import java.util.Optional;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.routing.RoutableTicket;
import kezek.table.Item;
import kezek.table.Key;

/// The rows of a wave as items and back.
public final class WaveRows {

    private WaveRows() {}

    /// A ticket whose message has been sent once, to the queue of `stage`.
    public static Item pending(Slot slot, String ticketId, int rev, Stage stage) {
        return Item.at(Key.slot(slot))
                .with("ticketId", ticketId)
                .with("rev", rev)
                .with("sent", 1)
                .with("sentStage", stage.name())
                .build();
    }

    public static Item ready(Slot slot, Ticket ticket, Analysis analysis) {
        return ready(slot, ticket.rev(), routable(ticket, analysis), ticket.hubOfficeId());
    }

    private static RoutableTicket routable(Ticket ticket, Analysis analysis) {
        Optional<Point> point = ticket.place().orElse(null) instanceof Place.Located located
                ? Optional.of(located.point())
                : Optional.empty();
        return new RoutableTicket(
                ticket.id(),
                analysis.priority(),
                ticket.origin().sourceTime(),
                ticket.origin().row(),
                ticket.content().segment(),
                analysis.category(),
                analysis.language(),
                ticket.content().address().country(),
                point,
                ticket.hubOfficeId());
    }

    /// @param hubOfficeId the hub decision to keep, also when the plan that made it found nobody
    public static Item ready(Slot slot, int rev, RoutableTicket ticket, Optional<String> hubOfficeId) {
        Item.Builder row = Item.at(Key.slot(slot))
                .with("ticketId", ticket.id())
                .with("rev", rev)
                .with("priority", ticket.priority())
                .with("srcTime", ticket.sourceTime())
                .with("row", ticket.row())
                .with("segment", ticket.segment())
                .with("category", ticket.category().label())
                .with("language", ticket.language().name())
                .with("country", ticket.country());
        hubOfficeId.ifPresent(hub -> row.with("hub", hub));
        ticket.point().ifPresent(point -> row.with("latitude", point.latitude()).with("longitude", point.longitude()));
        return row.build();
    }

    public static ReadyTicket readyTicket(String wave, Item row) {
        return new ReadyTicket(
                new Slot(wave, row.sortKey()),
                row.integer("rev"),
                new RoutableTicket(
                        row.string("ticketId"),
                        row.integer("priority"),
                        row.instant("srcTime"),
                        row.integer("row"),
                        row.stringOrEmpty("segment"),
                        Category.ofLabel(row.string("category")).orElseThrow(),
                        Language.valueOf(row.string("language")),
                        row.stringOrEmpty("country"),
                        row.has("latitude")
                                ? Optional.of(new Point(row.decimal("latitude"), row.decimal("longitude")))
                                : Optional.empty(),
                        row.optionalString("hub")));
    }
}
