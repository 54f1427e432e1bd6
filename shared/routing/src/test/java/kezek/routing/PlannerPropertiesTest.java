package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Point;
import kezek.domain.Workload;
import kezek.routing.Scenes.Scene;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What holds of every plan.
class PlannerPropertiesTest {

    private final Planner planner = new Planner(StandardRules.RULES);

    @Property
    void plan_isThatOfTheNaivePlanner_decisionByDecision(
            @ForAll("scenes") Scene scene, @ForAll RoutingRules.Fallback fallback) {
        NaivePlanner naive = new NaivePlanner(scene.offices(), scene.managers(), scene.hubDecisions(), fallback);
        List<NaivePlanner.Outcome> expected = naive.plan(scene.tickets());

        List<Decision> plan = new Planner(Scenes.rules(RoutingRules.Strategy.TOP_TWO_ROUND_ROBIN, fallback))
                .plan(scene.tickets(), scene.roster());

        List<NaivePlanner.Outcome> actual =
                plan.stream().map(PlannerPropertiesTest::outcome).toList();
        assertThat(actual).isEqualTo(expected);
        State after = State.of(scene.roster()).after(plan);
        assertThat(after.hubDecisions).isEqualTo(naive.hubDecisions());
        assertThat(after.secondTurns).isEqualTo(naive.secondTurns());
        assertThat(after.loads).isEqualTo(naive.loads());
    }

    @Property(tries = 300)
    void hardFilters_holdForEveryAssignment_andNobodyUnassignedCouldBeTaken(@ForAll("scenes") Scene scene) {
        Set<String> known = scene.offices().stream().map(Office::id).collect(Collectors.toSet());
        for (Decision decision : planner.plan(scene.tickets(), scene.roster())) {
            switch (decision) {
                case Decision.Assigned assigned -> {
                    assertThat(NaivePlanner.isEligible(assigned.ticket(), assigned.manager()))
                            .isTrue();
                    assertThat(known).contains(assigned.manager().officeId());
                }
                case Decision.Unassigned unassigned -> {
                    if (unassigned.code().equals("NOBODY_ELIGIBLE")) {
                        assertThat(scene.managers())
                                .noneMatch(manager -> known.contains(manager.officeId())
                                        && NaivePlanner.isEligible(unassigned.ticket(), manager));
                    }
                }
            }
        }
    }

    @Property(tries = 300)
    void everyTicket_isDecidedOnce_andLoadsAddUp(@ForAll("scenes") Scene scene) {
        List<Decision> plan = planner.plan(scene.tickets(), scene.roster());

        assertThat(plan)
                .extracting(decision -> decision.ticket().id())
                .containsExactlyInAnyOrderElementsOf(
                        scene.tickets().stream().map(RoutableTicket::id).toList());
        long assigned =
                plan.stream().filter(Decision.Assigned.class::isInstance).count();
        State before = State.of(scene.roster());
        assertThat(before.after(plan).totalLoad()).isEqualTo(before.totalLoad() + assigned);
        plan.stream()
                .filter(Decision.Assigned.class::isInstance)
                .map(Decision.Assigned.class::cast)
                .forEach(decision -> assertThat(decision.changes())
                        .as("the one who got the ticket, and no other, gains a unit of load")
                        .filteredOn(change -> change.addedLoad() != 0)
                        .singleElement()
                        .satisfies(change -> assertThat(change.manager()).isEqualTo(decision.manager()))
                        .satisfies(change -> assertThat(change.addedLoad()).isEqualTo(1)));
    }

    @Property(tries = 300)
    void plan_doesNotDependOnTheOrderOfItsInput(
            @ForAll("scenes") Scene scene,
            @ForAll RoutingRules.Strategy strategy,
            @ForAll RoutingRules.Fallback fallback,
            @ForAll long seed) {
        Planner planner = new Planner(Scenes.rules(strategy, fallback));
        List<RoutableTicket> tickets = shuffled(scene.tickets(), seed);
        RoutingRoster roster = new RoutingRoster(
                shuffled(scene.offices(), seed), shuffled(scene.managers(), seed), scene.hubDecisions());

        assertThat(verdicts(planner.plan(tickets, roster)))
                .isEqualTo(verdicts(planner.plan(scene.tickets(), scene.roster())));
    }

    /// Passing a turn again takes it back, in whatever order: a report begins before the plan that way.
    @Property(tries = 300)
    void turnsOfAPlan_passedOnceMore_areThoseBeforeIt(@ForAll("scenes") Scene scene, @ForAll long seed) {
        List<Decision> plan = planner.plan(scene.tickets(), scene.roster());
        List<Verdict.Turn> turns = plan.stream()
                .flatMap(decision -> decision.verdict().turn().stream())
                .toList();

        RoutingRoster after = State.of(scene.roster()).after(plan).roster(scene.roster());
        RoutingRoster before = after.withTurnsPassed(shuffled(turns, seed));

        assertThat(State.of(before).secondTurns).isEqualTo(State.of(scene.roster()).secondTurns);
    }

    /// What is left of a lost race, or of a run that was out of time, is planned again on what was stored.
    @Property(tries = 300)
    void planInTwoParts_withTheStateCarriedOver_isThePlanInOne(
            @ForAll("scenes") Scene scene, @ForAll @IntRange(max = 60) int cut) {
        List<Decision> whole = planner.plan(scene.tickets(), scene.roster());
        int firstPart = Math.min(cut, whole.size());
        List<RoutableTicket> rest =
                whole.stream().skip(firstPart).map(Decision::ticket).toList();

        RoutingRoster between =
                State.of(scene.roster()).after(whole.subList(0, firstPart)).roster(scene.roster());
        List<Decision> again = planner.plan(rest, between);

        assertThat(ids(again)).isEqualTo(ids(whole.subList(firstPart, whole.size())));
    }

    @Property(tries = 300)
    void hubs_differByAtMostOne_overSeveralPlans(@ForAll("scenes") Scene scene, @ForAll @IntRange(max = 6) int plans) {
        State state = new State(State.of(scene.roster()), 0);
        Map<String, Integer> byHub = new HashMap<>();
        for (int number = 0; number <= plans; number++) {
            List<Decision> plan = planner.plan(scene.tickets(), state.roster(scene.roster()));
            plan.stream()
                    .filter(Decision::tookHubTurn)
                    .forEach(decision -> byHub.merge(decision.hubOfficeId().orElseThrow(), 1, Integer::sum));
            state = state.after(plan);
            int first = byHub.getOrDefault("Астана", 0);
            int second = byHub.getOrDefault("Алматы", 0);
            assertThat(first - second).isBetween(0, 1);
            assertThat(state.hubDecisions).isEqualTo(first + second);
        }
    }

    @Property(tries = 300)
    void retriedTicket_keepsItsHub_andTakesNoTurn(@ForAll("scenes") Scene scene) {
        List<Decision> first = planner.plan(scene.tickets(), scene.roster());
        List<RoutableTicket> again = first.stream()
                .filter(Decision::tookHubTurn)
                .map(decision -> decision.ticket().withHub(decision.hubOfficeId()))
                .toList();

        for (Decision decision : planner.plan(again, scene.roster())) {
            assertThat(decision.tookHubTurn()).isFalse();
            assertThat(decision.hubOfficeId()).isEqualTo(decision.ticket().hubOfficeId());
            assertThat(decision.verdict().hops().getFirst().officeName())
                    .isEqualTo(decision.ticket().hubOfficeId().orElseThrow());
        }
    }

    @Property
    void stablePair_alternates(
            @ForAll @IntRange(min = 1, max = 40) int tickets, @ForAll @IntRange(min = 40, max = 90) int gap) {
        Office office = Scenes.office("Тараз", 1, Optional.of(new Point(43, 71)));
        Manager less = Scenes.manager("less", office, 2, 0);
        Manager more = Scenes.manager("more", office, 1, gap);
        Manager rest = Scenes.manager("rest", office, 3, gap + 1_000);
        List<RoutableTicket> mass = IntStream.range(0, tickets)
                .mapToObj(row -> Scenes.ticket(row, 5, 0, "Mass", Category.CLAIM, Language.RU, "", office.point()))
                .toList();

        List<Decision> plan = planner.plan(mass, new RoutingRoster(List.of(office), List.of(more, rest, less), 0));

        assertThat(plan)
                .extracting(decision -> ((Decision.Assigned) decision).manager().id())
                .isEqualTo(IntStream.range(0, tickets)
                        .mapToObj(index -> index % 2 == 0 ? "less" : "more")
                        .toList());
    }

    /// The search by the sphere must never miss what the ellipsoid says, from pole to pole.
    @Property
    void nearestOffice_isThatOfTheEllipsoid(@ForAll("points") Point from, @ForAll("pointLists") List<Point> places) {
        List<Office> offices = IntStream.range(0, places.size())
                .mapToObj(index -> Scenes.office("o" + index, index + 1, Optional.of(places.get(index))))
                .toList();

        Optional<Office> expected = offices.stream()
                .min(Comparator.comparingDouble(
                        office -> Distances.km(from, office.point().orElseThrow())));

        assertThat(new Distances(offices).nearest(from)).isEqualTo(expected);
    }

    private static List<String> ids(List<Decision> plan) {
        return plan.stream()
                .map(decision -> outcome(decision))
                .map(outcome -> outcome.ticketId() + outcome.managerId() + outcome.asked() + outcome.hubOfficeId())
                .toList();
    }

    private static List<Verdict> verdicts(List<Decision> plan) {
        return plan.stream().map(Decision::verdict).toList();
    }

    private static NaivePlanner.Outcome outcome(Decision decision) {
        Verdict verdict = decision.verdict();
        Map<String, Integer> seen = verdict.chosenManagerId().isEmpty()
                ? Map.of()
                : verdict.hops().getLast().considered().stream()
                        .collect(Collectors.toMap(Verdict.Considered::managerId, Verdict.Considered::load));
        return new NaivePlanner.Outcome(
                decision.ticket().id(),
                verdict.chosenManagerId(),
                verdict.hops().stream().map(Verdict.Hop::officeName).toList(),
                decision.tookHubTurn(),
                decision.hubOfficeId(),
                seen);
    }

    /// What is stored between two plans.
    private static final class State {

        private final Map<String, Integer> loads = new HashMap<>();
        private final Map<String, Set<String>> secondTurns = new HashMap<>();
        private long hubDecisions;

        private State() {}

        private State(State other, long hubDecisions) {
            loads.putAll(other.loads);
            secondTurns.putAll(other.secondTurns);
            this.hubDecisions = hubDecisions;
        }

        static State of(RoutingRoster roster) {
            State state = new State();
            roster.managers().forEach(manager -> state.loads.put(manager.id(), manager.load()));
            roster.managers().forEach(manager -> state.secondTurns.put(manager.id(), manager.secondTurns()));
            state.hubDecisions = roster.hubDecisions();
            return state;
        }

        State after(List<Decision> plan) {
            State after = new State(this, hubDecisions);
            for (Decision decision : plan) {
                after.hubDecisions += decision.tookHubTurn() ? 1 : 0;
                if (decision instanceof Decision.Assigned assigned) {
                    assigned.changes().forEach(change -> {
                        after.loads.merge(change.manager().id(), change.addedLoad(), Integer::sum);
                        after.secondTurns.put(change.manager().id(), change.secondTurns());
                    });
                }
            }
            return after;
        }

        long totalLoad() {
            return loads.values().stream().mapToLong(Integer::longValue).sum();
        }

        RoutingRoster roster(RoutingRoster roster) {
            List<Manager> managers = roster.managers().stream()
                    .map(manager -> new Manager(
                            new ManagerProfile(
                                    manager.id(),
                                    manager.officeId(),
                                    manager.officeName(),
                                    manager.name(),
                                    manager.position(),
                                    manager.skills(),
                                    manager.row()),
                            new Workload(
                                    manager.baseline(),
                                    loads.get(manager.id()) - manager.baseline(),
                                    secondTurns.get(manager.id()),
                                    manager.rev() + 1)))
                    .toList();
            return new RoutingRoster(roster.offices(), managers, hubDecisions);
        }
    }

    private static <T> List<T> shuffled(List<T> list, long seed) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    @Provide
    Arbitrary<Scene> scenes() {
        return Scenes.any();
    }

    @Provide
    Arbitrary<Point> points() {
        return Combinators.combine(
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180))
                .as(Point::new);
    }

    @Provide
    Arbitrary<List<Point>> pointLists() {
        return points().list().ofMaxSize(20);
    }
}
