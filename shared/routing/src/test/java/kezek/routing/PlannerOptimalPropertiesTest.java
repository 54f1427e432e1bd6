package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.routing.RoutingRules.Fallback;
import kezek.routing.RoutingRules.Strategy;
import kezek.routing.Scenes.Scene;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The strategy `optimal`: the rules hold as with any other, and no distribution is more even.
class PlannerOptimalPropertiesTest {

    @Property
    void filtersHold_andTheOfficesAreThoseOfTheOtherStrategies(
            @ForAll("crowded") Scene scene, @ForAll Fallback fallback) {
        List<Decision> plan = plan(scene, Strategy.OPTIMAL, fallback);

        for (Strategy other : Strategy.values()) {
            assertThat(offices(plan)).isEqualTo(offices(plan(scene, other, fallback)));
        }
        for (Decision.Assigned decision : assigned(plan)) {
            assertThat(NaivePlanner.isEligible(decision.ticket(), decision.manager()))
                    .isTrue();
            assertThat(decision.manager().officeId())
                    .isEqualTo(decision.office().id());
            assertThat(decision.changes())
                    .containsExactly(new ManagerUpdate(
                            decision.manager(), 1, decision.manager().secondTurns()));
        }
    }

    @Property
    void loads_areNeverLessEvenThanThoseOfTheOtherStrategies(
            @ForAll("crowded") Scene scene, @ForAll Fallback fallback) {
        Collection<Integer> best =
                loads(scene, plan(scene, Strategy.OPTIMAL, fallback)).values();

        for (Strategy other : Strategy.values()) {
            Collection<Integer> loads =
                    loads(scene, plan(scene, other, fallback)).values();
            assertThat(max(best)).isLessThanOrEqualTo(max(loads));
            assertThat(sumOfSquares(best)).isLessThanOrEqualTo(sumOfSquares(loads));
        }
    }

    @Property
    void loads_areThoseOfTheBestOfAllDistributions(@ForAll("small") Scene scene, @ForAll Fallback fallback) {
        List<Decision> plan = plan(scene, Strategy.OPTIMAL, fallback);
        BruteForce all = new BruteForce(scene, assigned(plan));

        Collection<Integer> loads = loads(scene, plan).values();

        assertThat(max(loads)).isEqualTo(all.smallestMax);
        assertThat(sumOfSquares(loads)).isEqualTo(all.smallestSumOfSquares);
        assertThat(loads.stream().sorted(Comparator.reverseOrder()).toList()).isEqualTo(all.leastSorted);
    }

    /// What makes a semi-matching optimal, searched for ticket by ticket.
    @Property
    void noTicket_couldBeHandedOnToSomebodyLessLoadedByTwo(@ForAll("crowded") Scene scene, @ForAll Fallback fallback) {
        List<Decision> plan = plan(scene, Strategy.OPTIMAL, fallback);
        Map<String, Integer> loads = loads(scene, plan);

        for (Manager manager : scene.managers()) {
            for (String other : reachableFrom(manager.id(), scene, assigned(plan))) {
                assertThat(loads.get(manager.id()) - loads.get(other))
                        .as("a path from %s to %s", manager.id(), other)
                        .isLessThan(2);
            }
        }
    }

    /// What is left of a lost race is planned again on what was stored: not always the same plan, but
    /// always one as even.
    @Property
    void planInTwoParts_isAsEvenAsThePlanInOne(@ForAll("crowded") Scene scene, @ForAll Fallback fallback) {
        List<Decision> whole = plan(scene, Strategy.OPTIMAL, fallback);
        int half = whole.size() / 2;
        Map<String, Integer> between = loads(scene, whole.subList(0, half));
        List<Manager> managers = scene.managers().stream()
                .map(manager -> manager.withAssigned(between.get(manager.id()) - manager.baseline()))
                .toList();
        int turns = Math.toIntExact(
                whole.subList(0, half).stream().filter(Decision::tookHubTurn).count());
        List<RoutableTicket> rest =
                whole.subList(half, whole.size()).stream().map(Decision::ticket).toList();
        Scene after = new Scene(scene.offices(), managers, rest, scene.hubDecisions() + turns);

        Collection<Integer> loads =
                loads(after, plan(after, Strategy.OPTIMAL, fallback)).values();

        assertThat(loads)
                .containsExactlyInAnyOrderElementsOf(loads(scene, whole).values());
    }

    private static List<Decision> plan(Scene scene, Strategy strategy, Fallback fallback) {
        return new Planner(Scenes.rules(strategy, fallback)).plan(scene.tickets(), scene.roster());
    }

    private static List<Decision.Assigned> assigned(List<Decision> plan) {
        return plan.stream()
                .filter(Decision.Assigned.class::isInstance)
                .map(Decision.Assigned.class::cast)
                .toList();
    }

    private static List<String> offices(List<Decision> plan) {
        return plan.stream()
                .map(decision -> decision.ticket().id() + ": "
                        + switch (decision) {
                            case Decision.Assigned assigned -> assigned.office().id();
                            case Decision.Unassigned unassigned -> unassigned.code();
                        })
                .toList();
    }

    private static Map<String, Integer> loads(Scene scene, List<Decision> plan) {
        Map<String, Integer> loads = new HashMap<>();
        scene.managers().forEach(manager -> loads.put(manager.id(), manager.load()));
        assigned(plan).forEach(decision -> loads.merge(decision.manager().id(), 1, Integer::sum));
        return loads;
    }

    private static int max(Collection<Integer> loads) {
        return loads.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static long sumOfSquares(Collection<Integer> loads) {
        return loads.stream().mapToLong(load -> (long) load * load).sum();
    }

    private static List<Manager> eligible(Scene scene, RoutableTicket ticket, Office office) {
        return scene.managers().stream()
                .filter(manager -> manager.officeId().equals(office.id()) && NaivePlanner.isEligible(ticket, manager))
                .toList();
    }

    private static TreeSet<String> reachableFrom(String start, Scene scene, List<Decision.Assigned> plan) {
        TreeSet<String> reached = new TreeSet<>(List.of(start));
        Queue<String> toVisit = new ArrayDeque<>(reached);
        while (!toVisit.isEmpty()) {
            String giver = toVisit.remove();
            for (Decision.Assigned held : plan) {
                if (held.manager().id().equals(giver)) {
                    for (Manager taker : eligible(scene, held.ticket(), held.office())) {
                        if (reached.add(taker.id())) {
                            toVisit.add(taker.id());
                        }
                    }
                }
            }
        }
        return reached;
    }

    /// Tries every distribution of the tickets that somebody can take, each within its office.
    private static final class BruteForce {

        private final List<List<Integer>> eligible = new ArrayList<>();
        private final int[] loads;
        private int smallestMax = Integer.MAX_VALUE;
        private long smallestSumOfSquares = Long.MAX_VALUE;
        private List<Integer> leastSorted = List.of();

        BruteForce(Scene scene, List<Decision.Assigned> plan) {
            loads = scene.managers().stream().mapToInt(Manager::load).toArray();
            for (Decision.Assigned decision : plan) {
                eligible.add(eligible(scene, decision.ticket(), decision.office()).stream()
                        .map(scene.managers()::indexOf)
                        .toList());
            }
            distribute(0);
        }

        private void distribute(int ticket) {
            if (ticket == eligible.size()) {
                compare();
                return;
            }
            for (int manager : eligible.get(ticket)) {
                loads[manager]++;
                distribute(ticket + 1);
                loads[manager]--;
            }
        }

        private void compare() {
            List<Integer> found = new ArrayList<>();
            for (int load : loads) {
                found.add(load);
            }
            smallestMax = Math.min(smallestMax, max(found));
            smallestSumOfSquares = Math.min(smallestSumOfSquares, sumOfSquares(found));
            found.sort(Comparator.reverseOrder());
            if (leastSorted.isEmpty() || isLess(found, leastSorted)) {
                leastSorted = found;
            }
        }

        private static boolean isLess(List<Integer> one, List<Integer> other) {
            for (int index = 0; index < one.size(); index++) {
                if (!one.get(index).equals(other.get(index))) {
                    return one.get(index) < other.get(index);
                }
            }
            return false;
        }
    }

    @Provide
    Arbitrary<Scene> crowded() {
        return Scenes.crowded();
    }

    @Provide
    Arbitrary<Scene> small() {
        return Scenes.small();
    }
}
