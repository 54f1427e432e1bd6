package kezek.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.domain.Office;
import kezek.domain.Point;
import kezek.routing.Verdict.OfficeDistance;

/// Writes down how one ticket was decided, from the loads that the decision saw. The bounds below keep a
/// verdict within 8 KB of gzip, however many managers and offices there are.
final class VerdictWriter {

    /// After this hop, offices that were asked without success keep only counts.
    static final int HOPS_IN_DETAIL = 3;

    /// After this hop, offices that were asked without success are only counted.
    static final int HOPS_LISTED = 20;

    /// How many managers of one office are listed by name, in the order of rank. The chosen one is always
    /// listed.
    static final int MANAGERS_LISTED = 20;

    /// Distances beyond these do not help to answer "why there?".
    static final int DISTANCES_LISTED = 5;

    private static final Wording RUSSIAN = new RussianWording();
    private static final Wording ENGLISH = new EnglishWording();

    private final RoutingRules rules;
    private final OfficePools pools;
    private final RoutableTicket ticket;
    private final Planner.Primary primary;
    private final OfficePools.Route route;
    private final int decision;

    /// @param decision the number of the decision in the plan
    VerdictWriter(RoutingRules rules, OfficePools pools, Planner.Routed routed, int decision) {
        this.rules = rules;
        this.pools = pools;
        this.ticket = routed.ticket();
        this.primary = routed.primary();
        this.route = routed.route();
        this.decision = decision;
    }

    Verdict assigned(Pool.Choice choice) {
        List<OfficeDistance> distances = distances();
        Wording.Way way = way(distances);
        Wording.Winner winner = winner(choice);
        return verdict(
                distances,
                Optional.of(choice.chosen().manager().id()),
                choice.pair().map(VerdictWriter::turn),
                Optional.empty(),
                RUSSIAN.assigned(way, winner),
                ENGLISH.assigned(way, winner));
    }

    Verdict unassigned(String problem) {
        List<OfficeDistance> distances = distances();
        Wording.Way way = way(distances);
        return verdict(
                distances,
                Optional.empty(),
                Optional.empty(),
                Optional.of(problem),
                RUSSIAN.unassigned(way, problem),
                ENGLISH.unassigned(way, problem));
    }

    private Verdict verdict(
            List<OfficeDistance> distances,
            Optional<String> chosen,
            Optional<Verdict.Turn> turn,
            Optional<String> problem,
            String sentenceRu,
            String sentenceEn) {
        Verdict.OfficeChoice office = new Verdict.OfficeChoice(
                primary.rule(),
                primary.office().map(Office::name),
                distances.stream().map(VerdictWriter::rounded).toList(),
                margin(distances));
        List<Office> asked = route.hops();
        List<Verdict.Hop> hops = hops(asked, chosen);
        return new Verdict(
                office,
                codes(pools.requirementsOf(ticket)),
                fallback(),
                hops,
                asked.size() - hops.size(),
                rules.strategy(),
                chosen,
                turn,
                problem,
                sentenceRu,
                sentenceEn);
    }

    private static Verdict.Turn turn(Pool.TurnPair pair) {
        return new Verdict.Turn(
                pair.first().manager().id(), pair.second().manager().id(), pair.number());
    }

    /// @return empty when distances did not choose the office
    private List<OfficeDistance> distances() {
        return primary.rule() == Verdict.OfficeRule.NEAREST
                ? pools.nearestTo(ticket.point().orElseThrow())
                : List.of();
    }

    private static Optional<Double> margin(List<OfficeDistance> distances) {
        return distances.size() < 2
                ? Optional.empty()
                : Optional.of(
                        rounded(distances.get(1).km() - distances.getFirst().km()));
    }

    private static OfficeDistance rounded(OfficeDistance distance) {
        return new OfficeDistance(distance.officeName(), rounded(distance.km()));
    }

    private static double rounded(double km) {
        return Math.round(km * 10) / 10.0;
    }

    private List<Requirement> requirementsIn(int bits) {
        return IntStream.range(0, rules.requirements().size())
                .filter(index -> (bits & (1 << index)) != 0)
                .mapToObj(rules.requirements()::get)
                .toList();
    }

    private List<String> codes(int requirements) {
        return requirements == 0
                ? List.of()
                : requirementsIn(requirements).stream().map(Requirement::code).toList();
    }

    private boolean isTaken() {
        return !route.isDeadEnd();
    }

    private List<Verdict.Hop> hops(List<Office> asked, Optional<String> chosen) {
        int last = asked.size() - 1;
        int askedInVain = isTaken() ? last : asked.size();
        Stream<Verdict.Hop> inVain =
                IntStream.range(0, Math.min(askedInVain, HOPS_LISTED)).mapToObj(index -> hop(asked, index, chosen));
        Stream<Verdict.Hop> taking = isTaken() ? Stream.of(hop(asked, last, chosen)) : Stream.of();
        return Stream.concat(inVain, taking).toList();
    }

    private Verdict.Hop hop(List<Office> asked, int index, Optional<String> chosen) {
        Office office = asked.get(index);
        boolean isTaking = isTaken() && index == asked.size() - 1;
        List<ManagerState> managers = pools.managersOf(office);
        List<Verdict.Considered> considered =
                index < HOPS_IN_DETAIL || isTaking ? considered(managers, chosen) : List.of();
        return new Verdict.Hop(
                office.name(),
                km(office).map(VerdictWriter::rounded),
                managers.size(),
                isTaking ? route.eligible().states().size() : 0,
                considered,
                considered.size() == managers.size() ? List.of() : ruledOut(managers));
    }

    /// @return the order in which this ticket's offices were asked
    private RoutingRules.Fallback fallback() {
        return rules.fallback() == RoutingRules.Fallback.NEAREST_TO_CLIENT && !isAskedFromClient()
                ? RoutingRules.Fallback.NEAREST_TO_PRIMARY
                : rules.fallback();
    }

    private boolean isAskedFromClient() {
        return primary.fallbackFrom(ticket, rules).isPresent();
    }

    /// @return the distance to the office, from the client or from the primary office, depending on the
    ///     fallback
    private Optional<Double> km(Office office) {
        Optional<Point> client = primary.fallbackFrom(ticket, rules);
        if (client.isEmpty() && primary.office().equals(Optional.of(office))) {
            return Optional.of(0.0);
        }
        return OfficePools.km(client.or(() -> primary.office().flatMap(Office::point)), office.point());
    }

    /// A manager as the decision saw them.
    private record Seen(ManagerState state, boolean eligible, int load) {

        private static final Comparator<Seen> BY_RANK =
                Comparator.comparing((Seen seen) -> !seen.eligible()).thenComparingInt(Seen::load);

        String managerId() {
            return state.manager().id();
        }
    }

    /// With `optimal`, the chosen manager may have a low rank, but is always listed.
    private List<Verdict.Considered> considered(List<ManagerState> managers, Optional<String> chosen) {
        int required = pools.requirementsOf(ticket);
        List<Seen> ranked = managers.stream()
                .map(state -> new Seen(state, state.meets(required), state.loadAt(decision)))
                .sorted(Seen.BY_RANK)
                .toList();
        return IntStream.range(0, ranked.size())
                .filter(index -> index < MANAGERS_LISTED
                        || chosen.equals(Optional.of(ranked.get(index).managerId())))
                .mapToObj(index -> considered(ranked.get(index), index + 1, required))
                .toList();
    }

    private Verdict.Considered considered(Seen seen, int rank, int required) {
        return new Verdict.Considered(
                seen.managerId(),
                seen.state().manager().name(),
                seen.eligible(),
                seen.load(),
                seen.eligible() ? rank : 0,
                codes(seen.state().missing(required)));
    }

    private List<Verdict.RuledOut> ruledOut(List<ManagerState> managers) {
        int required = pools.requirementsOf(ticket);
        return IntStream.range(0, rules.requirements().size())
                .filter(index -> (required & (1 << index)) != 0)
                .mapToObj(index -> new Verdict.RuledOut(
                        rules.requirements().get(index).code(),
                        Math.toIntExact(managers.stream()
                                .filter(state -> !state.meets(1 << index))
                                .count())))
                .filter(count -> count.managers() > 0)
                .toList();
    }

    private Wording.Way way(List<OfficeDistance> distances) {
        Optional<Office> takingOffice =
                route.taking().filter(office -> !primary.office().equals(Optional.of(office)));
        return new Wording.Way(
                primary.rule(),
                primary.office().map(Office::name).orElse(""),
                distances.isEmpty() ? 0 : distances.getFirst().km(),
                primary.tookHubTurn(),
                rules.hubOffices(),
                ticket.attributes().text(RoutingAttribute.CATEGORY),
                requirementsIn(pools.requirementsOf(ticket)),
                takingOffice.map(Office::name),
                takingOffice.flatMap(this::km),
                isAskedFromClient());
    }

    private Wording.Winner winner(Pool.Choice choice) {
        return new Wording.Winner(
                loaded(choice.chosen()),
                choice.pair().map(pair -> new Wording.LoadedPair(loaded(pair.first()), loaded(pair.second()))),
                reason());
    }

    private Wording.Reason reason() {
        if (route.eligible().states().size() == 1) {
            return Wording.Reason.ONLY_ONE;
        }
        return rules.strategy() == RoutingRules.Strategy.OPTIMAL
                ? Wording.Reason.MOST_EVEN
                : Wording.Reason.LEAST_LOADED;
    }

    private Wording.Loaded loaded(ManagerState state) {
        return new Wording.Loaded(state.manager().name(), state.loadAt(decision));
    }
}
