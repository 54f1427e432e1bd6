package kezek.routing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Office;
import kezek.domain.Point;
import kezek.text.LenientText;

/// The roster, arranged for planning: who meets which requirements in which office, and which office is
/// asked after which. Neither depends on loads, so each is found once.
///
/// Not thread-safe.
final class OfficePools {

    private final RoutingRules rules;
    private final List<Office> offices;
    private final Map<String, Office> officeById = new HashMap<>();
    private final Map<String, List<ManagerState>> statesByOffice;
    private final Map<RoutingAttributes, Integer> requirementsByAttributes = new HashMap<>();
    private final Map<OfficeAndRequirements, Pool> pools = new HashMap<>();
    private final Map<OfficeAndRequirements, Route> routesFromPrimary = new HashMap<>();
    private final Map<PointAndRequirements, Route> routesFromClient = new HashMap<>();
    private final Map<Integer, Candidates> candidates = new HashMap<>();
    private final Map<String, List<Office>> neighbours = new HashMap<>();
    private final Map<Point, List<Verdict.OfficeDistance>> nearestByPoint = new HashMap<>();

    private record OfficeAndRequirements(String officeId, int requirements) {}

    private record PointAndRequirements(Point point, int requirements) {}

    /// The offices that have an eligible manager.
    private record Candidates(Distances placed, Optional<Office> firstUnplaced) {}

    /// Where a ticket goes from its primary office.
    ///
    /// @param taking the first office asked that has an eligible manager
    /// @param eligible who can take it there
    /// @param asked lists the offices asked, the primary one first, the taking one last; only a verdict
    ///     needs them
    record Route(Optional<Office> taking, Pool eligible, Supplier<List<Office>> asked) {

        /// Of a ticket for which no office was asked.
        static final Route NOWHERE = deadEnd(List.of());

        static Route deadEnd(List<Office> asked) {
            return new Route(Optional.empty(), new Pool(List.of()), () -> asked);
        }

        List<Office> hops() {
            return asked.get();
        }

        boolean isDeadEnd() {
            return taking.isEmpty();
        }
    }

    OfficePools(RoutingRules rules, RoutingRoster roster) {
        this.rules = rules;
        this.offices = roster.offices().stream().sorted(Distances.BY_ROW).toList();
        offices.forEach(office -> officeById.put(office.id(), office));
        // A manager of an unknown office is in no pool, and so never eligible.
        this.statesByOffice = roster.managers().stream()
                .map(manager -> new ManagerState(manager, rules.metBy(manager)))
                .sorted(ManagerState.BY_ROW)
                .collect(Collectors.groupingBy(state -> state.manager().officeId()));
    }

    /// @return all managers of offices known and unknown
    List<ManagerState> states() {
        return statesByOffice.values().stream().flatMap(List::stream).toList();
    }

    Optional<Office> officeWithId(String id) {
        return Optional.ofNullable(officeById.get(id));
    }

    Optional<Office> officeNamed(String name) {
        return offices.stream()
                .filter(office -> LenientText.normalised(office.name()).equals(LenientText.normalised(name)))
                .findFirst();
    }

    List<ManagerState> managersOf(Office office) {
        return statesByOffice.getOrDefault(office.id(), List.of());
    }

    /// @return a bit for each requirement that holds for the ticket
    int requirementsOf(RoutableTicket ticket) {
        return requirementsByAttributes.computeIfAbsent(ticket.attributes(), rules::holdingFor);
    }

    /// @param requirements as [#requirementsOf] tells them
    /// @param client the client's place, when the offices are asked by their distance from it
    Route route(Office primary, int requirements, Optional<Point> client) {
        OfficeAndRequirements key = new OfficeAndRequirements(primary.id(), requirements);
        Pool there = pool(primary, requirements);
        if (!there.isEmpty() || rules.fallback() == RoutingRules.Fallback.NONE) {
            return routesFromPrimary.computeIfAbsent(key, absent -> firstOf(List.of(primary), requirements));
        }
        return client.map(point -> routeFromClient(point, requirements))
                .orElseGet(() -> routesFromPrimary.computeIfAbsent(
                        key, absent -> firstOf(inOrderOfAsking(primary), requirements)));
    }

    /// @return the way to the first office that has an eligible manager
    private Route firstOf(List<Office> inOrder, int requirements) {
        for (int index = 0; index < inOrder.size(); index++) {
            Office office = inOrder.get(index);
            Pool pool = pool(office, requirements);
            if (!pool.isEmpty()) {
                List<Office> asked = inOrder.subList(0, index + 1);
                return new Route(Optional.of(office), pool, () -> asked);
            }
        }
        return Route.deadEnd(inOrder);
    }

    /// Clients live in very many places: for each of them only the nearest candidate is looked for, and
    /// the offices are put in order when a verdict asks.
    private Route routeFromClient(Point client, int requirements) {
        return routesFromClient.computeIfAbsent(new PointAndRequirements(client, requirements), key -> {
            Candidates able = candidates.computeIfAbsent(requirements, this::candidatesFor);
            Optional<Office> taking = able.placed().nearest(client).or(able::firstUnplaced);
            Pool pool = taking.map(office -> pool(office, requirements)).orElseGet(() -> new Pool(List.of()));
            return new Route(
                    taking,
                    pool,
                    () -> firstOf(byDistanceFrom(client), requirements).hops());
        });
    }

    private List<Office> byDistanceFrom(Point client) {
        return byDistance(Optional.of(client), offices.stream()).toList();
    }

    private Candidates candidatesFor(int requirements) {
        List<Office> able = offices.stream()
                .filter(office -> !pool(office, requirements).isEmpty())
                .toList();
        return new Candidates(
                new Distances(able),
                able.stream().filter(office -> office.point().isEmpty()).findFirst());
    }

    Pool pool(Office office, int requirements) {
        return pools.computeIfAbsent(
                new OfficeAndRequirements(office.id(), requirements),
                key -> new Pool(managersOf(office).stream()
                        .filter(state -> state.meets(requirements))
                        .toList()));
    }

    private List<Office> inOrderOfAsking(Office primary) {
        return neighbours.computeIfAbsent(primary.id(), id -> {
            Stream<Office> others =
                    offices.stream().filter(office -> !office.id().equals(id));
            return Stream.concat(Stream.of(primary), byDistance(primary.point(), others))
                    .toList();
        });
    }

    private record Neighbour(Office office, Optional<Double> km) {}

    /// By distance, those without a place last, by row.
    private static Stream<Office> byDistance(Optional<Point> from, Stream<Office> offices) {
        Comparator<Neighbour> placedFirst =
                Comparator.comparing(neighbour -> neighbour.office().point().isEmpty());
        return offices.map(office -> new Neighbour(office, km(from, office.point())))
                .sorted(placedFirst
                        .thenComparingDouble(neighbour -> neighbour.km().orElse(Double.POSITIVE_INFINITY))
                        .thenComparing(Neighbour::office, Distances.BY_ROW))
                .map(Neighbour::office);
    }

    /// @return empty when one of the two places is not known
    static Optional<Double> km(Optional<Point> from, Optional<Point> to) {
        return from.flatMap(start -> to.map(end -> Distances.km(start, end)));
    }

    /// @return the offices nearest to the point of those whose place is known, nearest first; as many as a
    ///     verdict lists
    List<Verdict.OfficeDistance> nearestTo(Point point) {
        return nearestByPoint.computeIfAbsent(
                point,
                from -> offices.stream()
                        .flatMap(office -> office.point().stream()
                                .map(place -> new Verdict.OfficeDistance(office.name(), Distances.km(from, place))))
                        .sorted(Comparator.comparingDouble(Verdict.OfficeDistance::km))
                        .limit(VerdictWriter.DISTANCES_LISTED)
                        .toList());
    }
}
