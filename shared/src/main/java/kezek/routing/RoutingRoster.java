package kezek.routing;

import java.util.List;
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
}
