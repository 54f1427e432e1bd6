package kezek.routing;

import java.util.List;

/// Says who of those eligible takes a ticket. It is asked once for every ticket that somebody can take, in
/// plan order, while the loads rise.
interface Balancing {

    Pool.Choice choose(Pool eligible);

    /// @param wanted who is eligible for each ticket that somebody can take, in plan order: a strategy that
    ///     weighs them all together sees them here
    static Balancing of(RoutingRules.Strategy strategy, List<Pool> wanted) {
        return switch (strategy) {
            case TOP_TWO_ROUND_ROBIN -> Pool::topTwoInTurn;
            case LEAST_LOADED -> Pool::leastLoaded;
            case OPTIMAL -> new OptimalMatching(wanted);
        };
    }
}
