package kezek.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The figures of a plan, which compare it with another plan.
///
/// @param ticketsByOffice how many tickets each office got, by office id
/// @param unassigned how many tickets got no manager, by code
/// @param distance of the tickets that got a manager
/// @param balance of the roster after the plan
public record PlanSummary(
        Map<String, Integer> ticketsByOffice,
        Map<String, Integer> unassigned,
        Distance distance,
        RosterBalance balance) {

    public PlanSummary {
        ticketsByOffice = Map.copyOf(ticketsByOffice);
        unassigned = Map.copyOf(unassigned);
    }

    /// Geodesic distances between clients and the offices that got their tickets.
    ///
    /// @param tickets those whose place and whose office's place are known; only these are measured
    public record Distance(int tickets, double totalKm) {

        /// @return empty when no distance is known
        public Optional<Double> meanKm() {
            return tickets == 0 ? Optional.empty() : Optional.of(totalKm / tickets);
        }
    }

    /// @param rules those of the plan
    /// @param roster as the plan began
    public static PlanSummary of(RoutingRules rules, RoutingRoster roster, List<Decision> plan) {
        Map<String, Integer> byOffice = new HashMap<>();
        Map<String, Integer> byManager = new HashMap<>();
        Map<String, Integer> unassigned = new TreeMap<>();
        int measured = 0;
        double totalKm = 0;
        for (Decision decision : plan) {
            switch (decision) {
                case Decision.Assigned assigned -> {
                    byOffice.merge(assigned.office().id(), 1, Integer::sum);
                    byManager.merge(assigned.manager().id(), 1, Integer::sum);
                    Optional<Double> km = OfficePools.km(
                            assigned.ticket().point(), assigned.office().point());
                    measured += km.isPresent() ? 1 : 0;
                    totalKm += km.orElse(0.0);
                }
                case Decision.Unassigned nobody -> unassigned.merge(nobody.code(), 1, Integer::sum);
            }
        }
        return new PlanSummary(
                byOffice,
                unassigned,
                new Distance(measured, totalKm),
                RosterBalance.of(rules, roster.withAdded(byManager).managers()));
    }

    /// @return how many tickets got a manager
    public int assigned() {
        return ticketsByOffice.values().stream().mapToInt(Integer::intValue).sum();
    }
}
