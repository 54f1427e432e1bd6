package kezek.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /// Passes turns of pairs of managers. A turn that is passed once more is taken back, so this also gives the
    /// roster as it was before the turns were passed, no matter what came between.
    public RoutingRoster withTurnsPassed(Collection<Verdict.Turn> turns) {
        Map<String, Set<String>> secondTurns = new HashMap<>();
        managers.forEach(manager -> secondTurns.put(manager.id(), new HashSet<>(manager.secondTurns())));
        for (Verdict.Turn turn : turns) {
            Set<String> seconds = secondTurns.computeIfAbsent(turn.firstManagerId(), unknown -> new HashSet<>());
            if (!seconds.remove(turn.secondManagerId())) {
                seconds.add(turn.secondManagerId());
            }
        }
        List<Manager> changed = managers.stream()
                .map(manager -> manager.withSecondTurns(secondTurns.getOrDefault(manager.id(), Set.of())))
                .toList();
        return new RoutingRoster(offices, changed, hubDecisions);
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
