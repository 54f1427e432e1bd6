package kezek.figures;

import java.time.Instant;
import java.util.Optional;
import kezek.domain.Stage;

/// An entry of a ticket's audit trail. It contains nothing that the client said.
///
/// @param version of the ticket after the change; the events of a ticket have no gap and are ordered by it
/// @param type such as `created` or `assigned`, see [ChangeType]
/// @param from the stage before; empty for a new ticket
/// @param to the stage after; empty if the item is gone
/// @param officeId of the office of its manager; empty without one
/// @param managerId empty if no manager has it
/// @param code why the ticket is UNASSIGNED or FAILED; else empty
public record TicketEvent(
        long version,
        Instant at,
        String type,
        Optional<Stage> from,
        Optional<Stage> to,
        int rev,
        Optional<String> officeId,
        Optional<String> managerId,
        Optional<String> code) {}
