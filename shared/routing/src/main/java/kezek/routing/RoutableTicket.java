package kezek.routing;

import java.time.Instant;
import java.util.Optional;
import kezek.domain.Analysis;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Ticket;

/// All that the planner reads of a ticket. Two that are equal are planned alike, so a change of a ticket
/// that leaves this as it is needs no new plan.
///
/// @param attributes what the rules may ask
/// @param country as the client wrote it; decides, together with the point, whether the ticket is foreign
/// @param point where the client is; empty if the place is unknown
/// @param hubOfficeId the hub office that an earlier plan decided; it is kept and takes no second turn
public record RoutableTicket(
        String id,
        int priority,
        Instant sourceTime,
        int row,
        RoutingAttributes attributes,
        String country,
        Optional<Point> point,
        Optional<String> hubOfficeId) {

    /// @return what a planner reads of this ticket if this is its analysis
    public static RoutableTicket of(Ticket ticket, Analysis analysis) {
        return new RoutableTicket(
                ticket.id(),
                analysis.priority(),
                ticket.origin().sourceTime(),
                ticket.origin().row(),
                RoutingAttributes.of(ticket, analysis),
                ticket.content().address().country(),
                ticket.place().flatMap(RoutableTicket::point),
                ticket.hubOfficeId());
    }

    /// @return where the client is, if the geocoder found it
    public static Optional<Point> point(Place place) {
        return place instanceof Place.Located located ? Optional.of(located.point()) : Optional.empty();
    }

    /// @return the same ticket with this hub decision, or with none
    public RoutableTicket withHub(Optional<String> hubOfficeId) {
        return new RoutableTicket(id, priority, sourceTime, row, attributes, country, point, hubOfficeId);
    }
}
