package kezek.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kezek.domain.Office;
import kezek.domain.Point;
import kezek.routing.Verdict.OfficeRule;

/// Plans which manager gets which ticket: a pure function of tickets, roster and rules. The same input gives the
/// same plan, and the order in which the tickets come does not matter. First each ticket gets its office, in
/// plan order; then the strategy of the rules chooses the managers.
///
/// Thread-safe; each call is a plan of its own.
public final class Planner {

    /// Urgent first; then who came first: by source, by row in the file, by id.
    static final Comparator<RoutableTicket> ORDER = Comparator.comparingInt(RoutableTicket::priority)
            .reversed()
            .thenComparing(RoutableTicket::sourceTime)
            .thenComparingInt(RoutableTicket::row)
            .thenComparing(RoutableTicket::id);

    static final String NOBODY_ELIGIBLE = "NOBODY_ELIGIBLE";
    static final String NOBODY_ELIGIBLE_IN_OFFICE = "NOBODY_ELIGIBLE_IN_OFFICE";
    static final String NO_HUB_OFFICE = "NO_HUB_OFFICE";
    static final String NO_PLACED_OFFICE = "NO_PLACED_OFFICE";
    static final String CATEGORY_NOT_ASSIGNED = "CATEGORY_NOT_ASSIGNED";

    private final RoutingRules rules;

    public Planner(RoutingRules rules) {
        this.rules = rules;
    }

    /// @return the decisions, in the order in which they were made
    public List<Decision> plan(List<RoutableTicket> tickets, RoutingRoster roster) {
        Run run = new Run(rules, roster);
        List<Routed> routed = tickets.stream().sorted(ORDER).map(run::route).toList();
        List<Pool> wanted = routed.stream()
                .filter(Routed::canBeTaken)
                .map(ticket -> ticket.route().eligible())
                .toList();
        Balancing balancing = Balancing.of(rules.strategy(), wanted);
        return routed.stream().map(ticket -> run.decide(ticket, balancing)).toList();
    }

    static IllegalArgumentException unknownProblem(String code) {
        return new IllegalArgumentException("nothing is known of the problem " + code);
    }

    /// One plan in the making: loads, turns and the count of the hubs as they change.
    private static final class Run {

        private final RoutingRules rules;
        private final Distances distances;
        private final OfficePools pools;
        private final List<Optional<Office>> hubs;
        private long hubDecisions;
        private int decisions;

        Run(RoutingRules rules, RoutingRoster roster) {
            this.rules = rules;
            this.distances = new Distances(roster.offices());
            this.pools = new OfficePools(rules, roster);
            this.hubs = rules.hubOffices().stream().map(pools::officeNamed).toList();
            this.hubDecisions = roster.hubDecisions();
        }

        Routed route(RoutableTicket ticket) {
            if (rules.isUnassigned(ticket.attributes())) {
                return Routed.nowhere(ticket, Primary.none(OfficeRule.CATEGORY_NOT_ASSIGNED), CATEGORY_NOT_ASSIGNED);
            }
            Primary primary = primaryOffice(ticket);
            if (primary.office().isEmpty()) {
                String code = primary.rule() == OfficeRule.NO_HUB_OFFICE ? NO_HUB_OFFICE : NO_PLACED_OFFICE;
                return Routed.nowhere(ticket, primary, code);
            }
            OfficePools.Route route = pools.route(
                    primary.office().get(), pools.requirementsOf(ticket), primary.fallbackFrom(ticket, rules));
            return new Routed(ticket, primary, route, route.isDeadEnd() ? nobodyEligible() : "");
        }

        private String nobodyEligible() {
            return rules.fallback() == RoutingRules.Fallback.NONE ? NOBODY_ELIGIBLE_IN_OFFICE : NOBODY_ELIGIBLE;
        }

        /// A kept hub that is not among the offices any more is decided again.
        private Primary primaryOffice(RoutableTicket ticket) {
            Optional<Office> kept = ticket.hubOfficeId().flatMap(pools::officeWithId);
            if (kept.isPresent()) {
                return new Primary(kept, OfficeRule.HUB_KEPT, false);
            }
            boolean isForeign = rules.isForeign(ticket.country());
            if (isForeign || ticket.point().isEmpty()) {
                return hub(isForeign ? OfficeRule.HUB_FOREIGN : OfficeRule.HUB_UNKNOWN_PLACE);
            }
            Optional<Office> nearest = distances.nearest(ticket.point().get());
            return new Primary(nearest, nearest.isPresent() ? OfficeRule.NEAREST : OfficeRule.NO_PLACED_OFFICE, false);
        }

        /// Both hubs take turns; one alone takes all and uses up no turn.
        private Primary hub(OfficeRule rule) {
            List<Office> existing = hubs.stream().flatMap(Optional::stream).toList();
            return switch (existing.size()) {
                case 0 -> Primary.none(OfficeRule.NO_HUB_OFFICE);
                case 1 -> new Primary(Optional.of(existing.getFirst()), rule, false);
                default -> {
                    int turn = Math.toIntExact(hubDecisions % 2);
                    hubDecisions++;
                    yield new Primary(hubs.get(turn), rule, true);
                }
            };
        }

        Decision decide(Routed routed, Balancing balancing) {
            decisions++;
            VerdictWriter writer = new VerdictWriter(rules, pools, routed, decisions);
            return routed.canBeTaken() ? assigned(routed, balancing, writer) : unassigned(routed, writer);
        }

        private Decision assigned(Routed routed, Balancing balancing, VerdictWriter writer) {
            Pool eligible = routed.route().eligible();
            Pool.Choice choice = balancing.choose(eligible);
            List<ManagerUpdate> changes = eligible.take(choice, decisions);
            return new Decision.Assigned(
                    routed.ticket(),
                    routed.hubOfficeId(),
                    routed.primary().tookHubTurn(),
                    () -> writer.assigned(choice),
                    choice.chosen().manager(),
                    routed.route().taking().orElseThrow(),
                    changes);
        }

        private static Decision unassigned(Routed routed, VerdictWriter writer) {
            String code = routed.problem();
            return new Decision.Unassigned(
                    routed.ticket(),
                    routed.hubOfficeId(),
                    routed.primary().tookHubTurn(),
                    () -> writer.unassigned(code),
                    code);
        }
    }

    /// A ticket whose office is decided, and not yet its manager.
    ///
    /// @param problem why no manager can take it; empty if one can
    record Routed(RoutableTicket ticket, Primary primary, OfficePools.Route route, String problem) {

        static Routed nowhere(RoutableTicket ticket, Primary primary, String problem) {
            return new Routed(ticket, primary, OfficePools.Route.NOWHERE, problem);
        }

        boolean canBeTaken() {
            return problem.isEmpty();
        }

        Optional<String> hubOfficeId() {
            return primary.hubOfficeId(ticket);
        }
    }

    /// The office that is asked first, and why.
    record Primary(Optional<Office> office, OfficeRule rule, boolean tookHubTurn) {

        static Primary none(OfficeRule rule) {
            return new Primary(Optional.empty(), rule, false);
        }

        /// A decision that used up a turn stays with the ticket; so does one that was made before.
        Optional<String> hubOfficeId(RoutableTicket ticket) {
            return tookHubTurn ? office.map(Office::id) : ticket.hubOfficeId();
        }

        /// @return the client's place, when the other offices are asked by their distance from it
        Optional<Point> fallbackFrom(RoutableTicket ticket, RoutingRules rules) {
            return rule == OfficeRule.NEAREST && rules.fallback() == RoutingRules.Fallback.NEAREST_TO_CLIENT
                    ? ticket.point()
                    : Optional.empty();
        }
    }
}
