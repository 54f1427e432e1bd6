package kezek.reports;

import java.util.Optional;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.routing.RoutableTicket;
import kezek.routing.Verdict;

/// The fields of a ticket that a report on the distribution of an import needs. Of what the client said it
/// contains the country alone.
///
/// @param routable what the planner reads; empty before the analysis
/// @param managerId of the manager who has it, or had it when it was closed
/// @param isByHand whether a person chose the manager
/// @param turn of two managers that its plan took; empty without one
public record ImportTicket(
        String id,
        Stage stage,
        Status status,
        Optional<RoutableTicket> routable,
        Optional<String> managerId,
        boolean isByHand,
        Optional<Verdict.Turn> turn) {

    /// @return the manager whose load counts this ticket
    public Optional<String> loadedManagerId() {
        return stage == Stage.ASSIGNED && status == Status.OPEN ? managerId : Optional.empty();
    }
}
