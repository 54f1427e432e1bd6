package kezek.routing;

import java.util.List;
import java.util.Map;
import kezek.domain.Manager;
import kezek.domain.Office;

/// Whom tickets can be given to, and whose turn it is: the planner's state, explicit.
///
/// @param hubDecisions hub decisions ever made; even: the first hub's turn
public record RoutingRoster(List<Office> offices, List<Manager> managers, long hubDecisions) {

    public RoutingRoster {
        offices = List.copyOf(offices);
        managers = List.copyOf(managers);
    }

    /// @param units of load by manager id; below zero they are taken away, as far as there are any
    public RoutingRoster withAdded(Map<String, Integer> units) {
        List<Manager> changed = managers.stream()
                .map(manager ->
                        manager.withAssigned(Math.max(0, manager.assigned() + units.getOrDefault(manager.id(), 0))))
                .toList();
        return new RoutingRoster(offices, changed, hubDecisions);
    }
}
