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

    /// A ticket as it comes in: NEW and OPEN, in a wave, and nothing is known about it yet.
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

    /// @return the assignment whose unit of load its manager carries; none for a closed ticket, which keeps
    ///     its assignment and weighs nothing
    public Optional<Assignment> openAssignment() {
        return stage == Stage.ASSIGNED && status == Status.OPEN ? assignment : Optional.empty();
    }

    /// @return the stage from which a ticket without a manager goes on: each step leaves its result, so the
    ///     first one that is missing says which step is next
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
