package kezek.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Plans what `src/test/resources/kezek/routing/rules/*.md` describes; README.md there says how to read
/// and extend them.
class PlannerRulesTest {

    /// Of the 15 towns that people know; a scenario may also write `latitude, longitude`.
    private static final Map<String, Point> TOWNS = Map.ofEntries(
            Map.entry("Актау", new Point(43.65, 51.16)),
            Map.entry("Актобе", new Point(50.28, 57.17)),
            Map.entry("Алматы", new Point(43.24, 76.89)),
            Map.entry("Астана", new Point(51.13, 71.43)),
            Map.entry("Атырау", new Point(47.11, 51.92)),
            Map.entry("Караганда", new Point(49.80, 73.10)),
            Map.entry("Кокшетау", new Point(53.28, 69.39)),
            Map.entry("Костанай", new Point(53.21, 63.63)),
            Map.entry("Кызылорда", new Point(44.85, 65.51)),
            Map.entry("Павлодар", new Point(52.29, 76.97)),
            Map.entry("Тараз", new Point(42.90, 71.37)),
            Map.entry("Шымкент", new Point(42.32, 69.60)));

    @TestFactory
    Stream<DynamicTest> everyScenario_isPlannedAsItSays() throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files()) {
            for (Scenario scenario : Scenario.read(file.getFileName().toString(), Files.readAllLines(file))) {
                tests.add(DynamicTest.dynamicTest(scenario.where() + " " + scenario.title(), () -> check(scenario)));
            }
        }
        return tests.stream();
    }

    @Test
    void everyRule_hasItsFile() throws IOException, URISyntaxException {
        assertThat(files())
                .extracting(file -> file.getFileName().toString().substring(0, 1))
                .contains("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void wordThatTheTableDoesNotKnow_isRefusedWithItsLine() {
        assertThatThrownBy(() -> Scenario.read("x.md", List.of("## a", "", "| Office | Town |")))
                .hasMessageContaining("x.md:3")
                .hasMessageContaining("Place");
        assertThatThrownBy(() -> Scenario.read("x.md", List.of("## a", "- Strateg: x")))
                .hasMessageContaining("x.md:2");
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(PlannerRulesTest.class.getResource("rules"))
                .toURI());
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("\\d.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Scenario scenario) {
        RoutingRoster roster = new RoutingRoster(
                offices(scenario),
                managers(scenario),
                Long.parseLong(scenario.setting("Hub decisions before").orElse("0")));
        List<RoutableTicket> tickets = tickets(scenario);
        Planner planner = new Planner(rules(scenario));
        List<Decision> plan = planner.plan(tickets, roster);

        assertThat(summary(planner.plan(tickets.reversed(), roster)))
                .as("the tickets in reverse order give the same plan")
                .isEqualTo(summary(plan));
        checkTickets(scenario, plan, roster);
        checkVerdicts(scenario, plan);
        checkHubs(scenario, plan, roster);
        checkTurns(scenario, plan, roster);
        checkLoads(scenario, plan, roster);
    }

    private static List<String> summary(List<Decision> plan) {
        return plan.stream()
                .map(decision -> decision.ticket().id() + managerOf(decision) + decision.verdict())
                .toList();
    }

    private static String managerOf(Decision decision) {
        return switch (decision) {
            case Decision.Assigned assigned -> assigned.manager().name();
            case Decision.Unassigned unassigned -> "—";
        };
    }

    private static void checkTickets(Scenario scenario, List<Decision> plan, RoutingRoster roster) {
        List<Scenario.TableRow> rows = scenario.table("Ticket");
        assertThat(plan).as("a decision for each ticket").hasSize(rows.size());
        for (Scenario.TableRow row : rows) {
            Decision decision = decisionOf(row.required("Ticket"), plan);
            Map<String, String> expected = new LinkedHashMap<>(row.cells());
            expected.keySet().removeIf(heading -> !heading.startsWith("→"));
            assertThat(expected).as(row.where() + " expects something").isNotEmpty();
            Map<String, String> actual = actual(decision, plan);
            actual.keySet().retainAll(expected.keySet());
            assertThat(actual)
                    .as("%s, ticket %s", row.where(), row.required("Ticket"))
                    .containsExactlyInAnyOrderEntriesOf(expected);
            checkOffice(decision, roster);
        }
    }

    private static void checkOffice(Decision decision, RoutingRoster roster) {
        if (decision instanceof Decision.Assigned assigned) {
            assertThat(assigned.office().id()).isEqualTo(assigned.manager().officeId());
            assertThat(roster.managers()).contains(assigned.manager());
        }
    }

    private static Map<String, String> actual(Decision decision, List<Decision> plan) {
        Verdict verdict = decision.verdict();
        Map<String, String> actual = new HashMap<>();
        actual.put(
                "→ Asked",
                orDash(verdict.hops().stream().map(Verdict.Hop::officeName).collect(Collectors.joining(" > "))));
        actual.put("→ Manager", managerOf(decision));
        actual.put("→ Code", verdict.problem().orElse(verdict.office().rule().name()));
        actual.put("→ Hub turn", decision.tookHubTurn() ? "yes" : "no");
        actual.put("→ Order", String.valueOf(plan.indexOf(decision) + 1));
        actual.put("→ Needs", orDash(String.join(", ", verdict.requirements())));
        return actual;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "—" : text;
    }

    private static Decision decisionOf(String ticket, List<Decision> plan) {
        return plan.stream()
                .filter(decision -> decision.ticket().id().equals(ticket))
                .reduce((one, other) -> {
                    throw new AssertionError("two decisions for ticket " + ticket);
                })
                .orElseThrow(() -> new AssertionError("no decision for ticket " + ticket));
    }

    private static void checkVerdicts(Scenario scenario, List<Decision> plan) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        Map<String, List<String>> actual = new LinkedHashMap<>();
        for (Scenario.TableRow row : scenario.table("Verdict of")) {
            String ticket = row.required("Verdict of");
            expected.computeIfAbsent(ticket, id -> new ArrayList<>())
                    .add(String.join(
                            " | ",
                            row.required("Office"),
                            row.required("Manager"),
                            row.required("Load seen"),
                            row.cellOr("Rank", "—"),
                            row.cellOr("Missing", "—")));
            actual.computeIfAbsent(ticket, id -> considered(decisionOf(id, plan).verdict()));
        }
        assertThat(actual).as(scenario.where() + ", who was considered").isEqualTo(expected);
        for (Scenario.TableRow row : scenario.table("Words for")) {
            Verdict verdict = decisionOf(row.required("Words for"), plan).verdict();
            assertThat(row.required("Language").equals("RU") ? verdict.sentenceRu() : verdict.sentenceEn())
                    .as(row.where())
                    .isEqualTo(row.required("Text"));
        }
    }

    private static List<String> considered(Verdict verdict) {
        return verdict.hops().stream()
                .flatMap(hop -> Stream.concat(
                        hop.considered().stream()
                                .map(seen -> String.join(
                                        " | ",
                                        hop.officeName(),
                                        seen.managerName(),
                                        String.valueOf(seen.load()),
                                        seen.eligible() ? String.valueOf(seen.rank()) : "—",
                                        orDash(String.join(", ", seen.missing())))),
                        hop.ruledOut().stream()
                                .map(count -> String.join(
                                        " | ",
                                        hop.officeName(),
                                        "(counted)",
                                        String.valueOf(count.managers()),
                                        "—",
                                        count.requirement()))))
                .toList();
    }

    private static void checkHubs(Scenario scenario, List<Decision> plan, RoutingRoster roster) {
        long taken = plan.stream().filter(Decision::tookHubTurn).count();
        scenario.setting("Hub decisions after")
                .ifPresent(after -> assertThat(roster.hubDecisions() + taken)
                        .as(scenario.where() + ", hub decisions after")
                        .isEqualTo(Long.parseLong(after)));
    }

    /// `Turns after: A > B, C > —` is: the pair (A, B) is at its second, C is the second with nobody.
    private static void checkTurns(Scenario scenario, List<Decision> plan, RoutingRoster roster) {
        if (scenario.setting("Turns after").isEmpty()) {
            return;
        }
        Map<String, Set<String>> turns = new HashMap<>();
        roster.managers().forEach(manager -> turns.put(manager.id(), manager.secondTurns()));
        plan.stream()
                .filter(Decision.Assigned.class::isInstance)
                .map(Decision.Assigned.class::cast)
                .flatMap(assigned -> assigned.changes().stream())
                .forEach(change -> turns.put(change.manager().id(), change.secondTurns()));
        for (String turn : scenario.setting("Turns after").get().split("\\s*,\\s*")) {
            String[] pair = turn.split("\\s*>\\s*");
            assertThat(turns.get(pair[0]))
                    .as(scenario.where() + ", turns of " + pair[0])
                    .isEqualTo(pair[1].equals("—") ? Set.of() : Set.of(pair[1]));
        }
    }

    /// `Loads after: A 3, B 4` is baseline, assigned and what the plan added.
    private static void checkLoads(Scenario scenario, List<Decision> plan, RoutingRoster roster) {
        if (scenario.setting("Loads after").isEmpty()) {
            return;
        }
        Map<String, Integer> loads =
                roster.managers().stream().collect(Collectors.toMap(Manager::id, Manager::load, Integer::sum));
        plan.stream()
                .filter(Decision.Assigned.class::isInstance)
                .map(Decision.Assigned.class::cast)
                .flatMap(assigned -> assigned.changes().stream())
                .forEach(change -> loads.merge(change.manager().id(), change.addedLoad(), Integer::sum));
        for (String load : scenario.setting("Loads after").get().split("\\s*,\\s*")) {
            int space = load.lastIndexOf(' ');
            assertThat(loads)
                    .as(scenario.where() + ", loads after")
                    .containsEntry(load.substring(0, space), Integer.valueOf(load.substring(space + 1)));
        }
    }

    private static RoutingRules rules(Scenario scenario) {
        RoutingRules standard = StandardRules.RULES;
        return new RoutingRules(
                standard.homeCountries(),
                standard.hubOffices(),
                standard.requirements(),
                setting(scenario, "Fallback", RoutingRules.Fallback.class, standard.fallback()),
                setting(scenario, "Strategy", RoutingRules.Strategy.class, standard.strategy()),
                scenario.setting("Not assigned").stream()
                        .map(PlannerRulesTest::category)
                        .collect(Collectors.toSet()));
    }

    private static <E extends Enum<E>> E setting(Scenario scenario, String name, Class<E> type, E usual) {
        return scenario.setting(name)
                .map(label -> Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(usual);
    }

    private static Category category(String label) {
        return Category.ofLabel(label).orElseThrow(() -> new IllegalArgumentException(label + " is no category"));
    }

    private static Optional<Point> point(String cell) {
        if (cell.equals("unknown")) {
            return Optional.empty();
        }
        if (TOWNS.containsKey(cell)) {
            return Optional.of(TOWNS.get(cell));
        }
        double[] degrees =
                Arrays.stream(cell.split(",")).mapToDouble(Double::parseDouble).toArray();
        return Optional.of(new Point(degrees[0], degrees[1]));
    }

    private static List<Office> offices(Scenario scenario) {
        List<Office> offices = new ArrayList<>();
        for (Scenario.TableRow row : scenario.table("Office")) {
            String name = row.required("Office");
            Optional<Place.Located> place = point(row.cellOr("Place", name))
                    .map(point -> new Place.Located(point, Precision.TOWN, "test", name));
            offices.add(new Office(name, name, "", place, offices.size() + 1));
        }
        return offices;
    }

    private static List<Manager> managers(Scenario scenario) {
        List<Manager> managers = new ArrayList<>();
        for (Scenario.TableRow row : scenario.table("Manager")) {
            String name = row.required("Manager");
            String office = row.required("Office");
            managers.add(new Manager(
                    new ManagerProfile(
                            name,
                            office,
                            office,
                            name,
                            row.cellOr("Position", "Специалист"),
                            row.words("Skills"),
                            Integer.parseInt(row.cellOr("Row", String.valueOf(managers.size() + 1)))),
                    new Workload(
                            Integer.parseInt(row.cellOr("Baseline", "0")),
                            Integer.parseInt(row.cellOr("Assigned", "0")),
                            row.words("Second with"),
                            0)));
        }
        return managers;
    }

    private static List<RoutableTicket> tickets(Scenario scenario) {
        List<RoutableTicket> tickets = new ArrayList<>();
        for (Scenario.TableRow row : scenario.table("Ticket")) {
            tickets.add(new RoutableTicket(
                    row.required("Ticket"),
                    Integer.parseInt(row.cellOr("Priority", "5")),
                    Instant.parse("2026-01-01T" + row.cellOr("Time", "09:00") + ":00Z"),
                    Integer.parseInt(row.cellOr("Row", String.valueOf(tickets.size() + 1))),
                    Attributes.of(
                            row.cellOr("Segment", "Mass"),
                            category(row.cellOr("Category", "Консультация")),
                            Language.valueOf(row.cellOr("Language", "RU"))),
                    row.cellOr("Country", "Казахстан").replace("(blank)", ""),
                    point(row.required("Place")),
                    row.cell("Kept hub")));
        }
        return tickets;
    }
}
