package kezek.routing;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Rosters and tickets for the properties. Places lie on a coarse grid, so that equal distances are common.
final class Scenes {

    private static final List<String> OFFICES = List.of("Астана", "Алматы", "Тараз", "Актау", "Костанай");
    private static final Instant NINE = Instant.parse("2026-01-01T09:00:00Z");

    private Scenes() {}

    /// A roster and tickets for it.
    record Scene(List<Office> offices, List<Manager> managers, List<RoutableTicket> tickets, int hubDecisions) {

        RoutingRoster roster() {
            return new RoutingRoster(offices, managers, hubDecisions);
        }
    }

    static Arbitrary<Scene> any() {
        return of(OFFICES, 0, 14, 40);
    }

    /// Few offices, so that many tickets meet in one.
    static Arbitrary<Scene> crowded() {
        return of(List.of("Астана", "Алматы"), 1, 12, 60);
    }

    /// So small that every distribution can be tried.
    static Arbitrary<Scene> small() {
        return of(List.of("Астана", "Алматы"), 1, 5, 6);
    }

    /// @return the standard rules with these two changed
    static RoutingRules rules(RoutingRules.Strategy strategy, RoutingRules.Fallback fallback) {
        RoutingRules standard = StandardRules.RULES;
        return new RoutingRules(
                standard.homeCountries(),
                standard.hubOffices(),
                standard.requirements(),
                fallback,
                strategy,
                standard.unassignedCategories());
    }

    static Office office(String name, int row, Optional<Point> point) {
        return new Office(
                name, name, "", point.map(place -> new Place.Located(place, Precision.TOWN, "test", name)), row);
    }

    static Manager manager(String id, Office office, int row, int baseline) {
        return new Manager(
                new ManagerProfile(id, office.id(), office.name(), id, "Специалист", Set.of(), row),
                Workload.initial(baseline));
    }

    static RoutableTicket ticket(
            int row,
            int priority,
            int minutes,
            String segment,
            Category category,
            Language language,
            String country,
            Optional<Point> point) {
        return new RoutableTicket(
                "t" + row,
                priority,
                NINE.plusSeconds(60L * minutes),
                row / 2,
                Attributes.of(segment, category, language),
                country,
                point,
                Optional.empty());
    }

    private static Arbitrary<Scene> of(List<String> names, int minOffices, int maxManagers, int maxTickets) {
        return offices(names, minOffices)
                .flatMap(offices -> Combinators.combine(
                                Arbitraries.just(offices),
                                managers(names).list().ofMaxSize(maxManagers).map(Scenes::numbered),
                                tickets().list().ofMaxSize(maxTickets).map(Scenes::named),
                                Arbitraries.integers().between(0, 3))
                        .as(Scene::new));
    }

    private static Arbitrary<List<Office>> offices(List<String> all, int min) {
        return Arbitraries.shuffle(all)
                .flatMap(names -> Combinators.combine(
                                Arbitraries.integers().between(min, names.size()),
                                gridPoints().list().ofSize(names.size()))
                        .as((count, points) -> IntStream.range(0, count)
                                .mapToObj(index -> office(names.get(index), index + 1, points.get(index)))
                                .toList()));
    }

    private static Arbitrary<Optional<Point>> gridPoints() {
        return Combinators.combine(
                        Arbitraries.integers().between(44, 47),
                        Arbitraries.integers().between(60, 64))
                .as((latitude, longitude) -> new Point(latitude, longitude))
                .optional(0.85);
    }

    private static Arbitrary<Manager> managers(List<String> offices) {
        return Combinators.combine(
                        Arbitraries.of(offices),
                        Arbitraries.of("Специалист", "Ведущий специалист", "Главный специалист", "Глав спец"),
                        Arbitraries.of("VIP", "KZ", "ENG").set().ofMaxSize(3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 13).set().ofMaxSize(3))
                .as((office, position, skills, baseline, assigned, seconds) -> new Manager(
                        new ManagerProfile("", office, office, "", position, skills, 0),
                        new Workload(
                                baseline,
                                assigned,
                                seconds.stream().map(number -> "m" + number).collect(Collectors.toSet()),
                                0)));
    }

    /// Two managers share a row now and then: rows count per file.
    private static List<Manager> numbered(List<Manager> managers) {
        return IntStream.range(0, managers.size())
                .mapToObj(index -> {
                    Manager manager = managers.get(index);
                    String id = "m" + index;
                    Set<String> others = new HashSet<>(manager.secondTurns());
                    others.remove(id);
                    return new Manager(
                            new ManagerProfile(
                                    id,
                                    manager.officeId(),
                                    manager.officeName(),
                                    id,
                                    manager.position(),
                                    manager.skills(),
                                    index / 2),
                            new Workload(manager.baseline(), manager.assigned(), others, 0));
                })
                .toList();
    }

    private static Arbitrary<RoutableTicket> tickets() {
        return Combinators.combine(
                        Arbitraries.integers().between(4, 6),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("Mass", "VIP", "Priority"),
                        Arbitraries.of(Category.DATA_CHANGE, Category.CLAIM, Category.SPAM),
                        Arbitraries.of(Language.class),
                        Arbitraries.of("Казахстан", "ҚАЗАҚСТАН", " kz ", "", "Россия", "Kazakhstan"),
                        gridPoints())
                .as((priority, minutes, segment, category, language, country, point) ->
                        ticket(0, priority, minutes, segment, category, language, country, point));
    }

    private static List<RoutableTicket> named(List<RoutableTicket> tickets) {
        return IntStream.range(0, tickets.size())
                .mapToObj(row -> {
                    RoutableTicket ticket = tickets.get(row);
                    return new RoutableTicket(
                            "t" + row,
                            ticket.priority(),
                            ticket.sourceTime(),
                            row / 2,
                            ticket.attributes(),
                            ticket.country(),
                            ticket.point(),
                            Optional.empty());
                })
                .toList();
    }
}
