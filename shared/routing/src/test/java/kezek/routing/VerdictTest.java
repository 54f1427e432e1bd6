package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

/// A verdict stays small, and says how much it leaves out.
class VerdictTest {

    private final Planner planner = new Planner(StandardRules.RULES);

    @Test
    void largeOffice_isListedByTheFirstInLine_andTheOthersAreCounted() {
        List<Manager> managers = IntStream.range(0, 1_000)
                .mapToObj(row -> manager(row, "o0", row % 10 == 0 ? Set.of("VIP") : Set.of(), 1_000 - row))
                .toList();

        Verdict.Hop hop = verdict(List.of(office(0)), managers).hops().getFirst();

        assertThat(hop.managers()).isEqualTo(1_000);
        assertThat(hop.eligible()).isEqualTo(100);
        assertThat(hop.ruledOut()).containsExactly(new Verdict.RuledOut("VIP_SKILL", 900));
        assertThat(hop.considered()).hasSize(VerdictWriter.MANAGERS_LISTED);
        assertThat(hop.considered())
                .extracting(Verdict.Considered::rank)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, VerdictWriter.MANAGERS_LISTED)
                        .boxed()
                        .toList());
        assertThat(hop.considered().getFirst().managerId()).isEqualTo("m990");
        assertThat(hop.considered().getLast().managerId()).isEqualTo("m800");
    }

    /// Twenty managers without work have to keep themselves for the many tickets that only they can take.
    @Test
    void chosenManagerFarBackInLine_isListedWithTheirRank() {
        RoutingRules standard = StandardRules.RULES;
        RoutingRules optimal = new RoutingRules(
                standard.homeCountries(),
                standard.hubOffices(),
                standard.requirements(),
                standard.fallback(),
                RoutingRules.Strategy.OPTIMAL,
                standard.unassignedCategories());
        List<Manager> managers = IntStream.range(0, 25)
                .mapToObj(row -> manager(row, "o0", row < 20 ? Set.of("VIP") : Set.of(), row < 20 ? 0 : 5))
                .toList();
        List<RoutableTicket> tickets = IntStream.range(0, 121)
                .mapToObj(row -> row == 0 ? ticket(row, "Mass", 10) : ticket(row, "VIP", 1))
                .toList();

        Verdict verdict = new Planner(optimal)
                .plan(tickets, new RoutingRoster(List.of(office(0)), managers, 0))
                .getFirst()
                .verdict();

        assertThat(verdict.chosenManagerId()).contains("m20");
        assertThat(verdict.hops().getFirst().considered())
                .hasSize(VerdictWriter.MANAGERS_LISTED + 1)
                .last()
                .returns("m20", Verdict.Considered::managerId)
                .returns(21, Verdict.Considered::rank)
                .returns(5, Verdict.Considered::load);
    }

    @Test
    void longSearch_listsTheFirstOfficesAndTheOneThatTookIt_andCountsTheOthers() {
        List<Office> offices =
                IntStream.range(0, 100).mapToObj(VerdictTest::office).toList();
        List<Manager> managers = List.of(manager(1, "o5", Set.of(), 0), manager(2, "o99", Set.of("VIP"), 0));

        Verdict verdict = verdict(offices, managers);

        assertThat(verdict.chosenManagerId()).contains("m2");
        assertThat(verdict.hops()).hasSize(VerdictWriter.HOPS_LISTED + 1);
        assertThat(verdict.hops().getLast().officeName()).isEqualTo("o99");
        assertThat(verdict.hopsNotListed()).isEqualTo(79);
        assertThat(verdict.hops().get(5).ruledOut()).containsExactly(new Verdict.RuledOut("VIP_SKILL", 1));
        assertThat(verdict.office().distances()).hasSize(VerdictWriter.DISTANCES_LISTED);
        // Offices stand a hundredth of a degree apart, on a line.
        assertThat(verdict.office().marginKm()).contains(1.1);
    }

    @Test
    void longSearchInVain_countsWhatItDoesNotList() {
        List<Office> offices =
                IntStream.range(0, 100).mapToObj(VerdictTest::office).toList();

        Verdict verdict = verdict(offices, List.of());

        assertThat(verdict.hops()).hasSize(VerdictWriter.HOPS_LISTED);
        assertThat(verdict.hopsNotListed()).isEqualTo(80);
    }

    /// The verdict is written when the chunk is committed: the plan is long over then.
    @Test
    void verdictWrittenAfterThePlan_seesTheLoadsOfItsOwnDecision() {
        List<Manager> managers = List.of(manager(0, "o0", Set.of("VIP"), 2));
        List<RoutableTicket> tickets =
                IntStream.range(0, 9).mapToObj(VerdictTest::ticket).toList();

        List<Decision> plan = planner.plan(tickets, new RoutingRoster(List.of(office(0)), managers, 0));

        assertThat(plan.reversed())
                .extracting(decision -> decision.verdict()
                        .hops()
                        .getFirst()
                        .considered()
                        .getFirst()
                        .load())
                .containsExactly(10, 9, 8, 7, 6, 5, 4, 3, 2);
    }

    private Verdict verdict(List<Office> offices, List<Manager> managers) {
        return planner.plan(List.of(ticket(0)), new RoutingRoster(offices, managers, 0))
                .getFirst()
                .verdict();
    }

    private static Office office(int number) {
        Point point = new Point(45 + number / 100.0, 70);
        return new Office(
                "o" + number,
                "o" + number,
                "",
                Optional.of(new Place.Located(point, Precision.TOWN, "test", "")),
                number + 1);
    }

    private static Manager manager(int row, String office, Set<String> skills, int baseline) {
        return new Manager(
                new ManagerProfile("m" + row, office, office, "m" + row, "", skills, row), Workload.initial(baseline));
    }

    private static RoutableTicket ticket(int row) {
        return ticket(row, "VIP", 5);
    }

    private static RoutableTicket ticket(int row, String segment, int priority) {
        return new RoutableTicket(
                "t" + row,
                priority,
                Instant.EPOCH,
                row,
                Attributes.of(segment, Category.CLAIM, Language.RU),
                "",
                Optional.of(new Point(45, 70)),
                Optional.empty());
    }
}
