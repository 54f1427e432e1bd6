package kezek.routing;

import java.util.ArrayList;
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
/// @param fixed how many of the tickets stay with their manager in the optimum, too
public record BalanceComparison(
        Map<String, Integer> ticketsByOffice, int fixed, RosterBalance actual, RosterBalance optimal) {

    public BalanceComparison {
        ticketsByOffice = Map.copyOf(ticketsByOffice);
    }

    /// A ticket that a manager has now.
    ///
    /// @param movable what the planner needs to know of it; empty when it is to stay with the manager, for
    ///     a person chose them
    public record Held(String managerId, Optional<RoutableTicket> movable) {}

    /// The optimum takes the tickets out of the managers' loads, leaves the fixed ones where they are,
    /// and gives the others out again, each within the office that has it: see
    /// [RoutingRules.Strategy#OPTIMAL]. A ticket is also fixed when its manager may not have it by the
    /// rules. In both figures a manager counts the tickets listed here, also those that the roster does
    /// not count yet.
    ///
    /// @param roster as it is, with the tickets in the loads
    /// @param held of managers of the roster
    /// @throws IllegalArgumentException if a ticket's manager is not in the roster
    public static BalanceComparison of(RoutingRules rules, RoutingRoster roster, List<Held> held) {
        Map<String, Integer> units = new HashMap<>();
        Map<String, Integer> unitsTaken = new HashMap<>();
        for (Held ticket : held) {
            units.merge(ticket.managerId(), 1, Integer::sum);
            unitsTaken.merge(ticket.managerId(), -1, Integer::sum);
        }
        RoutingRoster without = roster.withAdded(unitsTaken);
        Redistribution best = new Redistribution(new OfficePools(rules, without));
        best.giveOut(held);
        return new BalanceComparison(
                best.ticketsByOffice,
                best.fixed,
                RosterBalance.of(rules, without.withAdded(units).managers()),
                RosterBalance.of(rules, best.managers()));
    }

    private static final class Redistribution {

        private record Movable(RoutableTicket ticket, ManagerState holder) {}

        private final OfficePools pools;
        private final Map<String, ManagerState> states;
        private final Map<String, Integer> ticketsByOffice = new HashMap<>();
        private int fixed;

        Redistribution(OfficePools pools) {
            this.pools = pools;
            this.states = pools.states().stream()
                    .collect(Collectors.toMap(state -> state.manager().id(), state -> state));
        }

        void giveOut(List<Held> held) {
            List<Movable> movable = new ArrayList<>();
            for (Held ticket : held) {
                ManagerState holder = stateOf(ticket.managerId());
                ticketsByOffice.merge(holder.manager().officeId(), 1, Integer::sum);
                ticket.movable()
                        .filter(found -> holder.meets(pools.requirementsOf(found))
                                && pools.officeWithId(holder.manager().officeId())
                                        .isPresent())
                        .ifPresentOrElse(found -> movable.add(new Movable(found, holder)), () -> keep(holder));
            }
            List<Pool> wanted = movable.stream()
                    .sorted(Comparator.comparing(Movable::ticket, Planner.ORDER))
                    .map(this::poolOf)
                    .toList();
            OptimalMatching matching = new OptimalMatching(wanted);
            wanted.forEach(pool -> matching.choose(pool).chosen().take(0));
        }

        private void keep(ManagerState holder) {
            fixed++;
            holder.take(0);
        }

        private Pool poolOf(Movable ticket) {
            String officeId = ticket.holder().manager().officeId();
            return pools.pool(pools.officeWithId(officeId).orElseThrow(), pools.requirementsOf(ticket.ticket()));
        }

        private ManagerState stateOf(String managerId) {
            ManagerState state = states.get(managerId);
            if (state == null) {
                throw new IllegalArgumentException("a ticket is held by manager " + managerId
                        + ", who is not in the roster; read the roster after the tickets");
            }
            return state;
        }

        List<Manager> managers() {
            return states.values().stream()
                    .map(state -> state.manager()
                            .withAssigned(state.load() - state.manager().baseline()))
                    .toList();
        }
    }
}
