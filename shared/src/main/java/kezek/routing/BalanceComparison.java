package kezek.routing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kezek.domain.Manager;

/// The balance as it is, beside the best one that the rules allow for the same tickets in the same offices.
///
/// @param ticketsByOffice how many of the tickets each office has, by office id
public record BalanceComparison(Map<String, Integer> ticketsByOffice, RosterBalance actual, RosterBalance optimal) {

    public BalanceComparison {
        ticketsByOffice = Map.copyOf(ticketsByOffice);
    }

    /// A ticket that a manager has now.
    ///
    /// @param isFixed whether it stays with the manager also in the optimum, for a person chose them; so
    ///     does every ticket whose manager may not take it by the rules
    public record Held(RoutableTicket ticket, String managerId, boolean isFixed) {

        private static final Comparator<Held> ORDER = Comparator.comparing(Held::ticket, Planner.ORDER);
    }

    /// The optimum takes the tickets out of the managers' loads, keeps those that are fixed, and gives
    /// the others out again, each within the office that has it: see [RoutingRules.Strategy#OPTIMAL]. A
    /// manager counts at least the tickets listed here, should the roster have been read before some of
    /// them were given.
    ///
    /// @param roster as it is, with the tickets in the loads
    /// @param held of managers of the roster
    /// @throws IllegalArgumentException if a ticket's manager is not in the roster
    public static BalanceComparison of(RoutingRules rules, RoutingRoster roster, List<Held> held) {
        Map<String, Integer> units = new HashMap<>();
        held.forEach(ticket -> units.merge(ticket.managerId(), 1, Integer::sum));
        List<Manager> without = roster.managers().stream()
                .map(manager ->
                        manager.withAssigned(Math.max(0, manager.assigned() - units.getOrDefault(manager.id(), 0))))
                .toList();
        OfficePools pools = new OfficePools(rules, new RoutingRoster(roster.offices(), without, roster.hubDecisions()));
        Map<String, ManagerState> states = pools.states().stream()
                .collect(Collectors.toMap(state -> state.manager().id(), state -> state));
        Map<String, Integer> ticketsByOffice = new HashMap<>();
        held.forEach(ticket ->
                ticketsByOffice.merge(stateOf(ticket, states).manager().officeId(), 1, Integer::sum));
        return new BalanceComparison(
                ticketsByOffice,
                RosterBalance.of(rules, withUnits(without, units)),
                RosterBalance.of(rules, giveOut(pools, states, held)));
    }

    private static List<Manager> withUnits(List<Manager> managers, Map<String, Integer> units) {
        return managers.stream()
                .map(manager -> manager.withAssigned(manager.assigned() + units.getOrDefault(manager.id(), 0)))
                .toList();
    }

    private static List<Manager> giveOut(OfficePools pools, Map<String, ManagerState> states, List<Held> held) {
        List<Held> inOrder = held.stream().sorted(Held.ORDER).toList();
        inOrder.stream()
                .filter(ticket -> poolOf(ticket, pools, states).isEmpty())
                .forEach(ticket -> stateOf(ticket, states).take(1));
        List<Pool> wanted = inOrder.stream()
                .flatMap(ticket -> poolOf(ticket, pools, states).stream())
                .toList();
        Allotment allotment = new Allotment(wanted);
        wanted.forEach(pool -> pool.take(allotment.choose(pool), 2));
        return states.values().stream()
                .map(state -> state.manager()
                        .withAssigned(state.load() - state.manager().baseline()))
                .toList();
    }

    /// @return who may take it; empty when it stays where it is
    private static Optional<Pool> poolOf(Held held, OfficePools pools, Map<String, ManagerState> states) {
        ManagerState state = stateOf(held, states);
        int required = pools.requirementsOf(held.ticket());
        return held.isFixed() || !state.meets(required)
                ? Optional.empty()
                : pools.officeWithId(state.manager().officeId()).map(office -> pools.pool(office, required));
    }

    private static ManagerState stateOf(Held held, Map<String, ManagerState> states) {
        ManagerState state = states.get(held.managerId());
        if (state == null) {
            throw new IllegalArgumentException("ticket " + held.ticket().id() + " is with manager " + held.managerId()
                    + ", who is not in the roster");
        }
        return state;
    }
}
