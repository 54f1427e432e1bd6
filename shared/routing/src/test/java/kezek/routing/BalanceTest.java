package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Workload;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private static final RoutingRules RULES = StandardRules.RULES;
    private static final List<Office> OFFICES = List.of(
            new Office("o1", "Алматы", "", Optional.empty(), 1), new Office("o2", "Астана", "", Optional.empty(), 2));

    @Test
    void figures_areThoseOfTheirDefinitions() {
        Balance balance = Balance.of(List.of(List.of(1, 4), List.of(9)));

        assertThat(balance.managers()).isEqualTo(3);
        assertThat(balance.totalLoad()).isEqualTo(14);
        assertThat(balance.maxLoad()).isEqualTo(9);
        assertThat(balance.sumOfSquares()).isEqualTo(98);
        assertThat(balance.spread()).isEqualTo(3);
        assertThat(balance.jainIndex()).isCloseTo(196.0 / (3 * 98), within(1e-12));
    }

    @Test
    void jainIndex_goesFromOneOverN_toOne() {
        assertThat(Balance.of(List.of(List.of(0, 0, 0, 8))).jainIndex()).isEqualTo(0.25);
        assertThat(Balance.of(List.of(List.of(5, 5, 5))).jainIndex()).isEqualTo(1);
        assertThat(Balance.of(List.of(List.of(0, 0))).jainIndex()).isEqualTo(1);
        assertThat(Balance.of(List.of())).isEqualTo(new Balance(0, 0, 0, 0, 0, 1));
    }

    @Test
    void largeLoads_doNotOverflow() {
        Balance balance = Balance.of(List.of(List.of(2_000_000_000, 2_000_000_000)));

        assertThat(balance.sumOfSquares()).isEqualTo(8_000_000_000_000_000_000L);
        assertThat(balance.jainIndex()).isEqualTo(1);
    }

    /// The VIP manager's load is no reason to call the others uneven; nor is that of another office.
    @Test
    void spread_isThatOfManagersWhoMayTakeTheSameTickets() {
        RosterBalance balance = RosterBalance.of(
                RULES,
                List.of(
                        manager("a", "o1", Set.of(), 1),
                        manager("b", "o1", Set.of("something else"), 3),
                        manager("vip", "o1", Set.of("VIP"), 50),
                        manager("c", "o2", Set.of(), 20)));

        assertThat(balance.byOffice().get("o1").spread()).isEqualTo(2);
        assertThat(balance.byOffice().get("o1").maxLoad()).isEqualTo(50);
        assertThat(balance.byOffice().get("o2").spread()).isZero();
        assertThat(balance.overall().spread()).isEqualTo(2);
        assertThat(balance.overall().managers()).isEqualTo(4);
        assertThat(balance.overall().totalLoad()).isEqualTo(74);
    }

    @Test
    void optimum_movesWhatTheRulesLetMove_andNothingElse() {
        List<Manager> managers = List.of(
                manager("a", "o1", Set.of("VIP"), 0).withAssigned(5),
                manager("b", "o1", Set.of(), 1).withAssigned(1),
                manager("far", "o2", Set.of("VIP"), 0));
        List<BalanceComparison.Held> held = Stream.of(
                        held("1", "VIP", "a"), held("2", "Mass", "a"), held("3", "Mass", "a"), held("4", "VIP", "b"))
                .toList();

        BalanceComparison comparison = BalanceComparison.of(RULES, new RoutingRoster(OFFICES, managers, 0), held);

        assertThat(comparison.ticketsByOffice()).isEqualTo(Map.of("o1", 4));
        assertThat(comparison.fixed()).isEqualTo(1);
        assertThat(comparison.actual().byOffice().get("o1"))
                .as("a 5, b 2")
                .isEqualTo(Balance.of(List.of(List.of(5), List.of(2))));
        assertThat(comparison.optimal().byOffice().get("o1"))
                .as("b keeps the VIP ticket that b may not take, and gets one of the others: a 4, b 3 or a 3, b 4")
                .isEqualTo(Balance.of(List.of(List.of(4), List.of(3))));
        assertThat(comparison.optimal().byOffice().get("o2"))
                .isEqualTo(comparison.actual().byOffice().get("o2"));
    }

    @Test
    void fixedTickets_stayWithTheirManager() {
        List<Manager> managers =
                List.of(manager("a", "o1", Set.of(), 0).withAssigned(2), manager("b", "o1", Set.of(), 0));
        List<BalanceComparison.Held> held = IntStream.of(1, 2)
                .mapToObj(number -> new BalanceComparison.Held("a", Optional.empty()))
                .toList();

        BalanceComparison comparison = BalanceComparison.of(RULES, new RoutingRoster(OFFICES, managers, 0), held);

        assertThat(comparison.optimal()).isEqualTo(comparison.actual());
        assertThat(comparison.optimal().overall().maxLoad()).isEqualTo(2);
        assertThat(comparison.fixed()).isEqualTo(2);
    }

    /// The index may show a ticket that the roster, read a moment before, does not count yet.
    @Test
    void ticketThatTheRosterDoesNotCountYet_isCountedInBothFigures() {
        List<Manager> managers = List.of(manager("a", "o1", Set.of(), 3), manager("b", "o1", Set.of(), 3));

        BalanceComparison comparison =
                BalanceComparison.of(RULES, new RoutingRoster(OFFICES, managers, 0), List.of(held("1", "Mass", "a")));

        assertThat(comparison.actual().overall().totalLoad()).isEqualTo(7);
        assertThat(comparison.optimal().overall()).isEqualTo(comparison.actual().overall());
    }

    @Test
    void managerWhoIsNotInTheRoster_isNamed() {
        assertThatThrownBy(() -> BalanceComparison.of(
                        RULES, new RoutingRoster(OFFICES, List.of(), 0), List.of(held("1", "Mass", "gone"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void summaryOfAPlan_countsAndMeasuresWhatItCan() {
        Point home = new Point(50, 70);
        Point oneDegreeNorth = new Point(51, 70);
        List<Office> offices = List.of(
                new Office("o1", "Home", "", Optional.of(new Place.Located(home, Precision.TOWN, "test", "")), 1),
                new Office("o2", "Астана", "", Optional.empty(), 2));
        RoutingRoster roster = new RoutingRoster(
                offices, List.of(manager("a", "o1", Set.of(), 2), manager("b", "o2", Set.of(), 0)), 0);
        List<RoutableTicket> tickets = List.of(
                ticket("near", "Mass", Optional.of(home)),
                ticket("north", "Mass", Optional.of(oneDegreeNorth)),
                ticket("nowhere", "Mass", Optional.empty()),
                ticket("vip", "VIP", Optional.of(home)));

        PlanSummary summary = PlanSummary.of(RULES, roster, new Planner(RULES).plan(tickets, roster));

        assertThat(summary.ticketsByOffice()).isEqualTo(Map.of("o1", 2, "o2", 1));
        assertThat(summary.assigned()).isEqualTo(3);
        assertThat(summary.unassigned()).isEqualTo(Map.of("NOBODY_ELIGIBLE", 1));
        assertThat(summary.distance().tickets()).isEqualTo(2);
        assertThat(summary.distance().totalKm()).isCloseTo(111.2, within(0.1));
        assertThat(summary.distance().meanKm())
                .hasValueSatisfying(mean -> assertThat(mean).isCloseTo(55.6, within(0.1)));
        assertThat(summary.balance().byOffice().get("o1").totalLoad()).isEqualTo(4);
        assertThat(new PlanSummary.Distance(0, 0).meanKm()).isEmpty();
    }

    private static BalanceComparison.Held held(String id, String segment, String managerId) {
        return new BalanceComparison.Held(managerId, Optional.of(ticket(id, segment)));
    }

    private static RoutableTicket ticket(String id, String segment) {
        return ticket(id, segment, Optional.empty());
    }

    private static RoutableTicket ticket(String id, String segment, Optional<Point> place) {
        return new RoutableTicket(
                id,
                5,
                Instant.EPOCH,
                1,
                Attributes.of(segment, Category.CLAIM, Language.RU),
                "",
                place,
                Optional.empty());
    }

    private static Manager manager(String id, String office, Set<String> skills, int baseline) {
        return new Manager(
                new ManagerProfile(id, office, office, id, "Специалист", skills, 1), Workload.initial(baseline));
    }
}
