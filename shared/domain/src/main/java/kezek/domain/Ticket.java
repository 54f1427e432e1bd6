package kezek.domain;

import java.time.Instant;
import java.util.Optional;

/// A client's request on its way to a manager.
///
/// @param rev counts the contents: 1 for the first, one more for each changed import
/// @param version counts the writes of the item
/// @param slot its row in a wave; empty if the ticket is ASSIGNED, FAILED, CLOSED or DELETED
/// @param hubOfficeId the hub office chosen for a ticket without a usable place; kept so that a retry
///     does not advance the rotation again
/// @param problem why the ticket is UNASSIGNED or FAILED
/// @param failedFrom the stage before FAILED
/// @param verdict the explanation of the routing decision, as JSON; empty before the first plan
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

    /// Creates a ticket that just arrived: NEW and OPEN, in a wave, neither geocoded nor classified.
    public static Ticket arriving(
            String id, TicketContent content, Origin origin, int rev, long version, Instant createdAt, Slot slot) {
        return new Ticket(
                id,
                content,
                origin,
                rev,
                version,
                Stage.NEW,
                Status.OPEN,
                createdAt,
                Optional.of(slot),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// @return the assignment that counts towards the manager's load; empty for a closed ticket, which
    ///     keeps its assignment but counts no more
    public Optional<Assignment> openAssignment() {
        return stage == Stage.ASSIGNED && status == Status.OPEN ? assignment : Optional.empty();
    }

    /// @return the stage from which an unassigned ticket continues. Each step stores its result on the
    ///     ticket, so the first missing result determines the next step
    public Stage nextStage() {
        if (analysis.isPresent()) {
            return Stage.ANALYSED;
        }
        return place.isPresent() ? Stage.PLACED : Stage.NEW;
    }

    @Override
    public String toString() {
        return "Ticket[" + id + ", rev " + rev + ", version " + version + ", " + stage + ", " + status + "]";
    }
}
