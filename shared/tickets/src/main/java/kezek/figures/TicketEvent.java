package kezek.figures;

import java.time.Instant;
import java.util.Optional;
import kezek.domain.Stage;

/// An entry of a ticket's audit trail; nothing that a client said.
///
/// @param version the version of the ticket that it made; events are gapless and ordered by it
/// @param type e.g. `created`, `assigned`, see [ChangeType]
/// @param from the stage before; empty for a new ticket
/// @param to the stage after; empty when the item is gone
/// @param code why the ticket is UNASSIGNED or FAILED
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
