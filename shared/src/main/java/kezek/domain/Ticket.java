package kezek.domain;

import java.time.Instant;
import java.util.Optional;

/// A client's request on its way to a manager.
///
/// @param rev counts the contents: 1 for the first, one more for each changed import
/// @param version counts the writes of the item
/// @param slot its row in a wave; empty when ASSIGNED, FAILED, CLOSED or DELETED
/// @param hubOfficeId the hub office that was decided for a ticket without a usable place; kept so that a
///     retry takes no second turn
/// @param problem why the ticket is UNASSIGNED or FAILED
/// @param failedFrom the stage in which it FAILED
/// @param verdict how it was decided, as JSON; empty before the first plan
public record Ticket(
        String id,
        TicketContent content,
        Origin origin,
        int rev,
        long version,
        Stage stage,
        Status status,
        Instant createdAt,
        Optional<Slot> slot,
        Optional<Place> place,
        Optional<Analysis> analysis,
        Optional<Assignment> assignment,
        Optional<String> hubOfficeId,
        Optional<Failure> problem,
        Optional<Stage> failedFrom,
        Optional<String> verdict) {

    @Override
    public String toString() {
        return "Ticket[" + id + ", rev " + rev + ", version " + version + ", " + stage + ", " + status + "]";
    }
}
