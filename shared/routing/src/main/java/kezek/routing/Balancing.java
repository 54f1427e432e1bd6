package kezek.routing;

import java.util.List;

/// Chooses the eligible manager who takes a ticket. The planner calls it once for each ticket that has an
/// eligible manager, in plan order. Each choice raises the load of the chosen manager before the next
/// call.
interface Balancing {

    Pool.Choice choose(Pool eligible);

    /// @param wanted the eligible managers of each ticket that can be taken, in plan order; a strategy that
    ///     weighs all tickets together uses them
    static Balancing of(RoutingRules.Strategy strategy, List<Pool> wanted) {
        return switch (strategy) {
            case TOP_TWO_ROUND_ROBIN -> Pool::topTwoInTurn;
            case LEAST_LOADED -> Pool::leastLoaded;
            case OPTIMAL -> new OptimalMatching(wanted);
        };
    }
}
