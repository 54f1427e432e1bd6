package kezek.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kezek.domain.Manager;
import kezek.domain.Office;

/// What a plan decided for one ticket.
public sealed interface Decision {

    RoutableTicket ticket();

    /// @return the hub office, when this or an earlier plan decided one; it stays with the ticket
    Optional<String> hubOfficeId();

    /// @return whether this decision used up a turn of the hubs
    boolean tookHubTurn();

    /// Writes the verdict when it is asked for; most plans are far larger than the part that gets
    /// committed at once.
    Supplier<Verdict> verdictWriter();

    default Verdict verdict() {
        return verdictWriter().get();
    }

    /// @param manager who gets it, as the plan began
    /// @param changes every manager whose stored state the decision changes
    record Assigned(
            RoutableTicket ticket,
            Optional<String> hubOfficeId,
            boolean tookHubTurn,
            Supplier<Verdict> verdictWriter,
            Manager manager,
            Office office,
            List<ManagerUpdate> changes)
            implements Decision {}

    /// @param code for programs: `NOBODY_ELIGIBLE`, `NOBODY_ELIGIBLE_IN_OFFICE` (the rules allow no
    ///     fallback), `NO_HUB_OFFICE`, `NO_PLACED_OFFICE`, `CATEGORY_NOT_ASSIGNED`
    record Unassigned(
            RoutableTicket ticket,
            Optional<String> hubOfficeId,
            boolean tookHubTurn,
            Supplier<Verdict> verdictWriter,
            String code)
            implements Decision {}
}
