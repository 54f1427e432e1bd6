package kezek.routing;

import java.util.Set;
import kezek.domain.Manager;

/// What a decision changes about one manager.
///
/// @param manager as the plan began
/// @param addedLoad 1 for the manager who got the ticket, else 0
/// @param secondTurns the manager's turns after the decision, see [kezek.domain.Workload#secondTurns]
public record ManagerUpdate(Manager manager, int addedLoad, Set<String> secondTurns) {}
