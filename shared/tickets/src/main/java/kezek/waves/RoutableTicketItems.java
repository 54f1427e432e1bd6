package kezek.waves;

import static kezek.table.Condition.equal;
import static kezek.table.Condition.missing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.domain.Point;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingAttribute;
import kezek.routing.RoutingAttributes;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.PlaceItems;

/// What the planner reads of a ticket, as attributes of items and back: of the ticket's row in a wave, and of
/// the ticket itself. Both have the same values, because each transaction that changes the one changes the
/// other.
public final class RoutableTicketItems {

    /// What [#ofTicket] reads of a ticket's item.
    public static final List<String> TICKET_ATTRIBUTES = Stream.concat(
                    Stream.of("id", "priority", "srcTime", "row", "country", "place", "hub"),
                    Arrays.stream(RoutingAttribute.values()).map(RoutingAttribute::label))
            .toList();

    private RoutableTicketItems() {}

    /// @return the attributes of the ticket's row in a wave
    static Item row(RoutableTicket ticket) {
        Item.Builder row = Item.fields()
                .with("ticketId", ticket.id())
                .with("priority", ticket.priority())
                .with("srcTime", ticket.sourceTime())
                .with("row", ticket.row())
                .with("country", ticket.country());
        ticket.attributes().values().forEach((attribute, value) -> row.with(attribute.label(), value));
        ticket.hubOfficeId().ifPresent(hub -> row.with("hub", hub));
        ticket.point().ifPresent(point -> row.with("latitude", point.latitude()).with("longitude", point.longitude()));
        return row.build();
    }

    /// @param row as [#row] wrote it, or a version of it that knew fewer attributes
    static RoutableTicket ofRow(Item row) {
        Optional<Point> point = row.has("latitude")
                ? Optional.of(new Point(row.decimal("latitude"), row.decimal("longitude")))
                : Optional.empty();
        return routable(row, row.string("ticketId"), point);
    }

    /// @param ticket the item of an analysed ticket, with [#TICKET_ATTRIBUTES] at least
    public static RoutableTicket ofTicket(Item ticket) {
        return routable(
                ticket,
                ticket.string("id"),
                ticket.map("place").map(PlaceItems::place).flatMap(RoutableTicket::point));
    }

    private static RoutableTicket routable(Item item, String id, Optional<Point> point) {
        return new RoutableTicket(
                id,
                item.integer("priority"),
                item.instant("srcTime"),
                Math.toIntExact(item.numberOrZero("row")),
                attributes(item),
                item.stringOrEmpty("country"),
                point,
                item.optionalString("hub"));
    }

    private static RoutingAttributes attributes(Item item) {
        Map<RoutingAttribute, String> values = new EnumMap<>(RoutingAttribute.class);
        for (RoutingAttribute attribute : RoutingAttribute.values()) {
            item.optionalString(attribute.label()).ifPresent(value -> values.put(attribute, value));
        }
        return new RoutingAttributes(values);
    }

    /// The condition that the ticket's item still says what the planner read, as far as it can change within
    /// one `rev`. A person may correct the analysis, which leaves the ticket in its wave. Another planner may
    /// decide on a hub and find no manager; a second decision would take a second turn.
    ///
    /// @param read from the ticket's row in its wave
    public static Condition isStill(RoutableTicket read) {
        List<Condition> conditions = new ArrayList<>();
        Arrays.stream(RoutingAttribute.values())
                .filter(RoutingAttribute::isOfAnalysis)
                .map(attribute -> isSame(attribute.label(), read.attributes().find(attribute)))
                .forEach(conditions::add);
        conditions.add(equal("priority", read.priority()));
        conditions.add(isSame("hub", read.hubOfficeId()));
        return Condition.all(conditions.toArray(Condition[]::new));
    }

    private static Condition isSame(String name, Optional<String> value) {
        return value.map(text -> equal(name, text)).orElseGet(() -> missing(name));
    }
}
