package kezek.assign;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.roster.RosterSnapshot;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRoster;
import kezek.waves.ReadyTicket;
import org.jspecify.annotations.Nullable;

/// What one planner knows about the table. It is read once, and then kept up to date with what each
/// commit wrote, or with the current values that a lost commit returned. So a lost race costs no read,
/// unless the roster itself changed.
///
/// Not thread-safe.
final class PlanningState {

    private final long rosterRev;
    private final List<Office> offices;
    private final Map<String, Manager> managers = new LinkedHashMap<>();
    private final Map<String, ReadyTicket> waiting;
    private long hubDecisions;

    PlanningState(RosterSnapshot roster, Collection<ReadyTicket> ready) {
        this.rosterRev = roster.rev();
        this.offices = roster.offices();
        roster.managers().forEach(manager -> managers.put(manager.id(), manager));
        this.waiting =
                ready.stream().collect(Collectors.toMap(row -> row.ticket().id(), Function.identity()));
        this.hubDecisions = roster.hubDecisions();
    }

    long rosterRev() {
        return rosterRev;
    }

    long hubDecisions() {
        return hubDecisions;
    }

    RoutingRoster roster() {
        return new RoutingRoster(offices, List.copyOf(managers.values()), hubDecisions);
    }

    /// @return the tickets that are not decided yet, in no particular order
    List<RoutableTicket> tickets() {
        return waiting.values().stream().map(ReadyTicket::ticket).toList();
    }

    /// @param ticket one of [#tickets]
    ReadyTicket waiting(RoutableTicket ticket) {
        @Nullable ReadyTicket found = waiting.get(ticket.id());
        if (found == null) {
            throw new IllegalStateException("the plan decided ticket " + ticket.id() + ", which it was not given");
        }
        return found;
    }

    /// @return the `rev` of a manager as the planner knows it
    long revOf(Manager manager) {
        return known(manager.id()).rev();
    }

    private Manager known(String managerId) {
        @Nullable Manager found = managers.get(managerId);
        if (found == null) {
            throw new IllegalStateException("manager " + managerId + " is not in the roster that was planned on");
        }
        return found;
    }

    /// Applies what a committed chunk wrote.
    void committed(PlanChunk chunk) {
        chunk.managerUpdates()
                .forEach(change ->
                        replace(known(change.manager().id()).after(change.addedLoad(), change.secondTurns())));
        chunk.hubDecisionsAfter().ifPresent(after -> hubDecisions = after);
        chunk.ticketIds().forEach(waiting::remove);
    }

    /// Applies the current values that a lost commit returned.
    ///
    /// @param lost a commit that did not lose because of a stale roster
    void lost(PlanCommit.Lost lost) {
        lost.managers().forEach(this::replace);
        lost.hubDecisions().ifPresent(now -> hubDecisions = now);
        lost.ticketIds().forEach(waiting::remove);
    }

    private void replace(Manager manager) {
        managers.put(manager.id(), manager);
    }
}
