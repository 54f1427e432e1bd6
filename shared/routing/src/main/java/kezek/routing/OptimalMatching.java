package kezek.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Balances the loads optimally over all tickets of a plan. Only eligible managers take tickets. No other
/// distribution has a smaller maximum load, or the same maximum and a smaller sum of squared loads.
///
/// This is the optimal semi-matching of N. Harvey, R. Ladner, L. Lovász and T. Tamir, "Semi-matchings for
/// bipartite graphs and load balancing", Journal of Algorithms 59 (2006), 53–78. Tickets are added one by
/// one, each along an alternating path to the least loaded manager that such a path reaches. That manager
/// takes either the new ticket, or a ticket of a colleague, who takes the new ticket or one of another
/// colleague, and so on. This never creates a cost-reducing path, so the distribution is optimal for the
/// maximum, the sum of squares and every other convex measure at once. This also holds with initial
/// loads, because an initial load is equivalent to tickets that only this manager may take.
///
/// Tickets with the same pool are interchangeable, so the algorithm only counts the tickets of each pool
/// that a manager takes, and one path serves many tickets. [#choose] then decides which ticket goes to
/// which manager, in plan order: to the least loaded manager who still has a ticket of this pool to take.
///
/// The result is deterministic: pools are ordered by size, smallest first, then by their first ticket in
/// plan order, and managers by load, then by row and id. Small pools come first, so that tickets that few
/// managers can take are spread evenly over those managers. The cost of a ticket is log(managers) and a
/// look at each manager of its pool. A breadth-first search over the (pool, manager) pairs of the office
/// is added whenever a path is used up.
///
/// Not thread-safe.
final class OptimalMatching implements Balancing {

    private final Map<Pool, Demand> demands = new LinkedHashMap<>();
    private int searches;

    /// The tickets of one pool.
    private static final class Demand {

        private final List<Share> shares = new ArrayList<>();
        private int tickets;
        private int foundIn;

        /// The share that gives up a ticket of this pool on the path; null for the pool where the path
        /// begins.
        private @Nullable Share handedOnBy;
    }

    /// A manager, with a load that includes the tickets given out so far.
    private static final class Taker {

        private static final Comparator<Taker> LEAST_LOADED_FIRST = Comparator.comparingInt((Taker taker) -> taker.load)
                .thenComparing(taker -> taker.state, ManagerState.BY_ROW);

        private final List<Share> shares = new ArrayList<>();
        private final ManagerState state;
        private int load;
        private int reachedIn;

        /// The share that grows when a path ends at this manager or passes through.
        private @Nullable Share reachedBy;

        Taker(ManagerState state) {
            this.state = state;
            this.load = state.load();
        }
    }

    /// How many tickets of a pool a manager takes.
    private static final class Share {

        private final Demand demand;
        private final Taker taker;
        private int tickets;

        Share(Demand demand, Taker taker) {
            this.demand = demand;
            this.taker = taker;
        }
    }

    /// @param wanted a pool for each ticket, in plan order
    OptimalMatching(List<Pool> wanted) {
        Map<ManagerState, Taker> takers = new HashMap<>();
        for (Pool pool : wanted) {
            demands.computeIfAbsent(pool, key -> demand(key, takers)).tickets++;
        }
        demands.values().stream()
                .sorted(Comparator.comparingInt(demand -> demand.shares.size()))
                .forEach(this::giveOut);
    }

    private static Demand demand(Pool pool, Map<ManagerState, Taker> takers) {
        Demand demand = new Demand();
        for (ManagerState state : pool.states()) {
            Taker taker = takers.computeIfAbsent(state, Taker::new);
            Share share = new Share(demand, taker);
            demand.shares.add(share);
            taker.shares.add(share);
        }
        return demand;
    }

    /// While the tickets of one pool are given out, no further managers become reachable, and the paths
    /// stay valid until a manager on a path has no ticket left to hand on.
    private void giveOut(Demand demand) {
        PriorityQueue<Taker> reachable = reachableFrom(demand);
        for (int left = demand.tickets; left > 0; left--) {
            Taker least = reachable.remove();
            boolean isPathGood = addAlongPath(least);
            least.load++;
            if (isPathGood) {
                reachable.add(least);
            } else {
                reachable = reachableFrom(demand);
            }
        }
    }

    /// Searches breadth first, so that paths are as short as possible.
    private PriorityQueue<Taker> reachableFrom(Demand start) {
        PriorityQueue<Taker> reachable = new PriorityQueue<>(Taker.LEAST_LOADED_FIRST);
        Queue<Demand> toVisit = new ArrayDeque<>(List.of(start));
        searches++;
        start.foundIn = searches;
        start.handedOnBy = null;
        while (!toVisit.isEmpty()) {
            for (Share share : toVisit.remove().shares) {
                if (share.taker.reachedIn != searches) {
                    share.taker.reachedIn = searches;
                    share.taker.reachedBy = share;
                    reachable.add(share.taker);
                    findHeldBy(share.taker, toVisit);
                }
            }
        }
        return reachable;
    }

    private void findHeldBy(Taker taker, Queue<Demand> toVisit) {
        for (Share held : taker.shares) {
            if (held.tickets > 0 && held.demand.foundIn != searches) {
                held.demand.foundIn = searches;
                held.demand.handedOnBy = held;
                toVisit.add(held.demand);
            }
        }
    }

    /// @return whether the path can be used again, because every manager on it has another ticket to hand
    ///     on
    private static boolean addAlongPath(Taker last) {
        boolean isGood = true;
        @Nullable Share growing = last.reachedBy;
        while (growing != null) {
            growing.tickets++;
            @Nullable Share shrinking = growing.demand.handedOnBy;
            if (shrinking == null) {
                return isGood;
            }
            shrinking.tickets--;
            isGood &= shrinking.tickets > 0;
            growing = shrinking.taker.reachedBy;
        }
        throw new IllegalStateException("a path ends where no search has been");
    }

    @Override
    public Pool.Choice choose(Pool eligible) {
        Demand demand = demands.get(eligible);
        @Nullable Share chosen = null;
        for (Share share : demand == null ? List.<Share>of() : demand.shares) {
            if (share.tickets > 0 && (chosen == null || share.taker.state.load() < chosen.taker.state.load())) {
                chosen = share;
            }
        }
        if (chosen == null) {
            throw new IllegalStateException("more tickets are given out than were counted");
        }
        chosen.tickets--;
        return Pool.Choice.of(chosen.taker.state);
    }
}
