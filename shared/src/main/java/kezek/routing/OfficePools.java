package kezek.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.domain.Point;

/// The roster, arranged for planning: who meets which requirements in which office, and which office is
/// asked after which. Neither depends on loads, so each is found once.
///
/// Not thread-safe.
final class OfficePools {

    private final RoutingRules rules;
    private final List<Office> offices;
    private final Map<String, Office> officeById = new HashMap<>();
    private final Map<String, List<ManagerState>> statesByOffice;
    private final Map<TicketKind, Integer> requirementsByKind = new HashMap<>();
    private final Map<OfficeAndRequirements, Pool> pools = new HashMap<>();
    private final Map<OfficeAndRequirements, Route> routes = new HashMap<>();
    private final Map<String, List<Office>> neighbours = new HashMap<>();

    private record TicketKind(String segment, Category category, Language language) {}

    private record OfficeAndRequirements(String officeId, int requirements) {}

    /// Where a ticket goes from its primary office.
    ///
    /// @param hops the offices asked, the primary one first; the last one has somebody eligible, unless
    ///     `eligible`
    ///     is empty
    /// @param eligible who can take it in the last office
    record Route(List<Office> hops, Pool eligible) {

        /// Of a ticket for which no office was asked.
        static final Route NOWHERE = new Route(List.of(), new Pool(List.of()));

        Office office() {
            return hops.getLast();
        }

        boolean isDeadEnd() {
            return eligible.isEmpty();
        }
    }

    OfficePools(RoutingRules rules, RoutingRoster roster) {
        this.rules = rules;
        this.offices = roster.offices().stream().sorted(Distances.BY_ROW).toList();
        offices.forEach(office -> officeById.put(office.id(), office));
        // A manager whose office nobody knows is in no pool, and so never eligible.
        this.statesByOffice = roster.managers().stream()
                .sorted(Comparator.comparingInt(Manager::row).thenComparing(Manager::id))
                .map(manager -> new ManagerState(manager, requirementsMetBy(manager)))
                .collect(Collectors.groupingBy(state -> state.manager().officeId()));
    }

    private int requirementsMetBy(Manager manager) {
        int met = 0;
        for (int index = 0; index < rules.requirements().size(); index++) {
            if (rules.requirements().get(index).isMetBy(manager)) {
                met |= 1 << index;
            }
        }
        return met;
    }

    Optional<Office> officeWithId(String id) {
        return Optional.ofNullable(officeById.get(id));
    }

    Optional<Office> officeNamed(String name) {
        return offices.stream()
                .filter(office -> Text.normalised(office.name()).equals(Text.normalised(name)))
                .findFirst();
    }

    List<ManagerState> managersOf(Office office) {
        return statesByOffice.getOrDefault(office.id(), List.of());
    }

    /// @return a bit for each requirement that holds for the ticket
    int requirementsOf(RoutableTicket ticket) {
        return requirementsByKind.computeIfAbsent(
                new TicketKind(ticket.segment(), ticket.category(), ticket.language()), this::requirementsOf);
    }

    private int requirementsOf(TicketKind kind) {
        int holding = 0;
        for (int index = 0; index < rules.requirements().size(); index++) {
            if (rules.requirements().get(index).appliesTo(kind.segment(), kind.category(), kind.language())) {
                holding |= 1 << index;
            }
        }
        return holding;
    }

    Route route(Office primary, int requirements) {
        return routes.computeIfAbsent(
                new OfficeAndRequirements(primary.id(), requirements), key -> findRoute(primary, requirements));
    }

    private Route findRoute(Office primary, int requirements) {
        List<Office> hops = new ArrayList<>();
        for (Office office : inOrderOfAsking(primary)) {
            hops.add(office);
            Pool pool = pool(office, requirements);
            if (!pool.isEmpty()) {
                return new Route(List.copyOf(hops), pool);
            }
        }
        return new Route(List.copyOf(hops), new Pool(List.of()));
    }

    private Pool pool(Office office, int requirements) {
        return pools.computeIfAbsent(
                new OfficeAndRequirements(office.id(), requirements),
                key -> new Pool(managersOf(office).stream()
                        .filter(state -> state.meets(requirements))
                        .toList()));
    }

    private record Neighbour(Office office, Optional<Double> km) {}

    /// The primary office, then the others by distance from it, those without a place last, by row.
    private List<Office> inOrderOfAsking(Office primary) {
        return neighbours.computeIfAbsent(primary.id(), id -> {
            Comparator<Neighbour> placedFirst =
                    Comparator.comparing(neighbour -> neighbour.office().point().isEmpty());
            Stream<Office> others = offices.stream()
                    .filter(office -> !office.id().equals(id))
                    .map(office -> new Neighbour(office, kmBetween(primary, office)))
                    .sorted(placedFirst
                            .thenComparingDouble(neighbour -> neighbour.km().orElse(Double.POSITIVE_INFINITY))
                            .thenComparing(Neighbour::office, Distances.BY_ROW))
                    .map(Neighbour::office);
            return Stream.concat(Stream.of(primary), others).toList();
        });
    }

    /// @return empty when one of the two has no known place
    static Optional<Double> kmBetween(Office one, Office other) {
        Optional<Point> from = one.point();
        return from.flatMap(start -> other.point().map(end -> Distances.km(start, end)));
    }

    /// @return the offices whose place is known, nearest to the point first
    List<Verdict.OfficeDistance> distancesFrom(Point point) {
        return offices.stream()
                .flatMap(office -> office.point().stream()
                        .map(place -> new Verdict.OfficeDistance(office.name(), Distances.km(point, place))))
                .sorted(Comparator.comparingDouble(Verdict.OfficeDistance::km))
                .toList();
    }
}
