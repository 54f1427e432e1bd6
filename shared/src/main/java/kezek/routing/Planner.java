package kezek.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kezek.domain.Office;
import kezek.routing.Verdict.OfficeRule;

/// Plans who gets which ticket: a pure function of tickets, roster and rules. The same input gives the
/// same plan, in whatever order the tickets come.
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
        return tickets.stream().sorted(ORDER).map(run::decide).toList();
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

        Decision decide(RoutableTicket ticket) {
            decisions++;
            if (rules.unassignedCategories().contains(ticket.category())) {
                return unassigned(
                        ticket,
                        Primary.none(OfficeRule.CATEGORY_NOT_ASSIGNED),
                        OfficePools.Route.NOWHERE,
                        CATEGORY_NOT_ASSIGNED);
            }
            Primary primary = primaryOffice(ticket);
            if (primary.office().isEmpty()) {
                String code = primary.rule() == OfficeRule.NO_HUB_OFFICE ? NO_HUB_OFFICE : NO_PLACED_OFFICE;
                return unassigned(ticket, primary, OfficePools.Route.NOWHERE, code);
            }
            OfficePools.Route route = pools.route(primary.office().get(), pools.requirementsOf(ticket));
            return route.isDeadEnd()
                    ? unassigned(ticket, primary, route, NOBODY_ELIGIBLE)
                    : assigned(ticket, primary, route);
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

        private Decision assigned(RoutableTicket ticket, Primary primary, OfficePools.Route route) {
            Pool.Choice choice = route.eligible().choose(rules.strategy());
            List<Decision.Change> changes = route.eligible().take(choice, decisions);
            VerdictWriter writer = new VerdictWriter(rules, pools, ticket, primary, route, decisions);
            return new Decision.Assigned(
                    ticket,
                    primary.hubOfficeId(ticket),
                    primary.tookHubTurn(),
                    () -> writer.assigned(choice),
                    choice.chosen().manager(),
                    route.office(),
                    changes);
        }

        private Decision unassigned(RoutableTicket ticket, Primary primary, OfficePools.Route route, String code) {
            VerdictWriter writer = new VerdictWriter(rules, pools, ticket, primary, route, decisions);
            return new Decision.Unassigned(
                    ticket, primary.hubOfficeId(ticket), primary.tookHubTurn(), () -> writer.unassigned(code), code);
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
    }
}
