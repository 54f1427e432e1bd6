package kezek.routing;

import java.time.Instant;
import java.util.Optional;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Point;

/// All that the planner needs to know of a ticket.
///
/// @param country as the client wrote it; decides, together with the point, whether the ticket is foreign
/// @param point where the client is; empty when the place is unknown
/// @param hubOfficeId the hub office that an earlier plan decided; it is kept and takes no second turn
public record RoutableTicket(
        String id,
        int priority,
        Instant sourceTime,
        int row,
        String segment,
        Category category,
        Language language,
        String country,
        Optional<Point> point,
        Optional<String> hubOfficeId) {

    /// @return the same ticket before any hub was decided for it
    public RoutableTicket withoutHub() {
        return new RoutableTicket(
                id, priority, sourceTime, row, segment, category, language, country, point, Optional.empty());
    }
}
