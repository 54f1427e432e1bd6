package kezek.simulation;

import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Point;
import kezek.domain.Workload;
import kezek.messaging.MessageJson;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.routing.Attributes;
import kezek.routing.NaivePlanner;
import kezek.routing.NaivePlanner.Outcome;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRules.Fallback;
import kezek.table.Table;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeDynamoDb.Written;
import kezek.verdict.Gzip;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Checks a commit against the rules of distribution. [NaivePlanner] plans the same tickets on the state
/// that the commit replaced, and must agree on the order of offices, the manager, and the next turn.
///
/// There is one exception. The load of a manager whom the commit does not write is that of the plan. No
/// condition checks it, so a ticket that is closed in between may free a manager whom the plan passed
/// over. For such managers the oracle takes the load from the verdict and checks that the manager had
/// this load at some time.
final class PlanOracle {

    private final FakeDynamoDb table;
    private final RosterStore rosters;
    private final Map<String, Set<Long>> loadsOfThisRoster = new HashMap<>();

    PlanOracle(FakeDynamoDb table) {
        this.table = table;
        this.rosters = new RosterStore(new Table(table, "table"));
    }

    /// @param ticket a parked ticket
    /// @return whether a plan would find a manager for it now
    static boolean hasEligibleManager(FakeDynamoDb table, Map<String, AttributeValue> ticket) {
        RosterSnapshot roster = new RosterStore(new Table(table, "table")).load();
        return planner(roster, roster.managers(), roster.hubDecisions())
                .plan(List.of(routable(ticket)))
                .getFirst()
                .managerId()
                .isPresent();
    }

    private static NaivePlanner planner(RosterSnapshot roster, List<Manager> managers, long hubDecisions) {
        return new NaivePlanner(roster.offices(), managers, hubDecisions, Fallback.NEAREST_TO_PRIMARY);
    }

    /// Remembers the loads that planners may see.
    ///
    /// @param commit of any function
    void note(List<Written> commit) {
        if (commit.stream().anyMatch(written -> written.sort().equals("META"))) {
            loadsOfThisRoster.clear();
            table.partition("ROSTER").stream()
                    .filter(item -> text(item, "SK").startsWith("MANAGER#"))
                    .forEach(this::noteLoad);
        }
        commit.stream()
                .filter(written -> written.sort().startsWith("MANAGER#"))
                .forEach(written -> noteLoad(written.after()));
    }

    private void noteLoad(Map<String, AttributeValue> manager) {
        loadsOfThisRoster
                .computeIfAbsent(text(manager, "id"), id -> new HashSet<>())
                .add(load(manager));
    }

    private static long load(Map<String, AttributeValue> manager) {
        return number(manager, "baseline") + number(manager, "assigned");
    }

    /// @param commit of a planner
    /// @return the difference from the rules; empty if there is none, or if nothing was planned
    Optional<String> brokenRule(List<Written> commit) {
        Map<String, Written> tickets = new LinkedHashMap<>();
        commit.stream()
                .filter(written -> written.sort().equals("TICKET") && isPlanned(written.after()))
                .forEach(written -> tickets.put(text(written.after(), "id"), written));
        return tickets.isEmpty() ? Optional.empty() : new Comparison(commit, tickets).brokenRule();
    }

    private static boolean isPlanned(Map<String, AttributeValue> ticket) {
        return Set.of("ASSIGNED", "UNASSIGNED").contains(text(ticket, "stage"));
    }

    private static RoutableTicket routable(Map<String, AttributeValue> ticket) {
        Map<String, AttributeValue> place =
                ticket.containsKey("place") ? ticket.get("place").m() : Map.of();
        return new RoutableTicket(
                text(ticket, "id"),
                (int) number(ticket, "priority"),
                Instant.parse(text(ticket, "srcTime")),
                (int) number(ticket, "row"),
                Attributes.of(
                        text(ticket, "segment"),
                        Category.ofLabel(text(ticket, "category")).orElseThrow(),
                        Language.valueOf(text(ticket, "language"))),
                text(ticket, "country"),
                place.containsKey("latitude")
                        ? Optional.of(new Point(decimal(place, "latitude"), decimal(place, "longitude")))
                        : Optional.empty(),
                Optional.of(text(ticket, "hub")).filter(hub -> !hub.isEmpty()));
    }

    private static double decimal(Map<String, AttributeValue> item, String name) {
        return Double.parseDouble(item.get(name).n());
    }

    /// Compares one commit with the result of the rules for the same tickets.
    private final class Comparison {

        private final List<Written> commit;
        private final Map<String, Written> tickets;
        private final Map<String, Long> loadsSeen = new HashMap<>();

        Comparison(List<Written> commit, Map<String, Written> tickets) {
            this.commit = commit;
            this.tickets = tickets;
        }

        Optional<String> brokenRule() {
            // The first ticket of the commit that sees a manager sees the state before the commit.
            tickets.values().forEach(written -> seen(written.after()).forEach(loadsSeen::putIfAbsent));
            RosterSnapshot roster = rosters.load();
            List<Manager> managers =
                    roster.managers().stream().map(this::asPlanned).toList();
            NaivePlanner rules = planner(roster, managers, hubDecisions(roster));
            List<Outcome> outcomes = rules.plan(tickets.values().stream()
                    .map(written -> routable(written.before()))
                    .toList());
            return loadNeverThere()
                    .or(() -> outcomes.stream()
                            .flatMap(outcome -> differences(outcome).stream())
                            .findFirst())
                    .or(() -> differenceOfTurns(rules));
        }

        private long hubDecisions(RosterSnapshot after) {
            return commit.stream()
                    .filter(written -> written.sort().equals("HUB"))
                    .map(written -> number(written.before(), "n"))
                    .findFirst()
                    .orElse(after.hubDecisions());
        }

        /// @return the manager in the state before the commit, or with the load in the verdict if the
        ///     commit does not write the manager
        private Manager asPlanned(Manager manager) {
            return written(manager.id())
                    .map(written -> manager.withAssigned((int) number(written.before(), "assigned"))
                            .withSecondTurns(second(written.before())))
                    .orElseGet(() -> loadsSeen.containsKey(manager.id())
                            ? withLoad(manager, loadsSeen.get(manager.id()))
                            : manager);
        }

        /// Changes only the sum of both counts. The outside count may now be lower than the sum was then.
        private static Manager withLoad(Manager manager, long load) {
            return new Manager(
                    new ManagerProfile(
                            manager.id(),
                            manager.officeId(),
                            manager.officeName(),
                            manager.name(),
                            manager.position(),
                            manager.skills(),
                            manager.row()),
                    new Workload((int) load, 0, manager.secondTurns(), manager.rev()));
        }

        private Optional<Written> written(String managerId) {
            return commit.stream()
                    .filter(written -> written.sort().startsWith("MANAGER#")
                            && text(written.after(), "id").equals(managerId))
                    .findFirst();
        }

        private Optional<String> loadNeverThere() {
            return loadsSeen.entrySet().stream()
                    .filter(seen -> written(seen.getKey()).isEmpty()
                            && !loadsOfThisRoster.get(seen.getKey()).contains(seen.getValue()))
                    .map(seen -> "a plan sees loads that were there: manager " + seen.getKey() + " never had "
                            + seen.getValue())
                    .findFirst();
        }

        private List<String> differences(Outcome outcome) {
            Map<String, AttributeValue> ticket = tickets.get(outcome.ticketId()).after();
            List<String> differences = new ArrayList<>();
            compare(differences, ticket, "offices are asked in their order", outcome.asked(), asked(ticket));
            compare(
                    differences,
                    ticket,
                    "a hub decision is made once, in turn, and stays",
                    outcome.hubOfficeId().orElse(""),
                    text(ticket, "hub"));
            compare(
                    differences,
                    ticket,
                    "of those who may, the two least loaded take turns",
                    outcome.managerId().orElse(""),
                    text(ticket, "managerId"));
            if (outcome.managerId().isPresent()) {
                outcome.seen()
                        .forEach((manager, load) -> compare(
                                differences,
                                ticket,
                                "a plan is committed on the loads that it saw",
                                (long) load,
                                seen(ticket).getOrDefault(manager, -1L)));
            } else {
                compare(
                        differences,
                        ticket,
                        "an unassigned ticket says why",
                        outcome.asked().isEmpty() ? "NO_HUB_OFFICE" : "NOBODY_ELIGIBLE",
                        text(ticket.get("problem").m(), "code"));
            }
            return differences;
        }

        private static void compare(
                List<String> differences,
                Map<String, AttributeValue> ticket,
                String rule,
                Object expected,
                Object actual) {
            if (!expected.equals(actual)) {
                differences.add(
                        rule + ": ticket " + text(ticket, "id") + " should say " + expected + ", but says " + actual);
            }
        }

        private Optional<String> differenceOfTurns(NaivePlanner rules) {
            return commit.stream()
                    .filter(written -> written.sort().startsWith("MANAGER#"))
                    .filter(written -> !rules.secondTurns()
                            .get(text(written.after(), "id"))
                            .equals(second(written.after())))
                    .map(written -> "a pair takes turns: " + written.sort() + " should be at its second with "
                            + rules.secondTurns().get(text(written.after(), "id")) + ", but says "
                            + second(written.after()))
                    .findFirst();
        }

        private static Set<String> second(Map<String, AttributeValue> manager) {
            return manager.containsKey("second")
                    ? Set.copyOf(manager.get("second").ss())
                    : Set.of();
        }

        private static List<String> asked(Map<String, AttributeValue> ticket) {
            List<String> names = new ArrayList<>();
            hops(ticket).forEach(hop -> names.add(hop.path("office").asText()));
            return names;
        }

        /// @return loads in the office that takes the ticket; the plan's assignments in other offices may
        ///     be stored later than this commit
        private static Map<String, Long> seen(Map<String, AttributeValue> ticket) {
            Map<String, Long> loads = new HashMap<>();
            JsonNode hops = hops(ticket);
            if (ticket.containsKey("managerId")) {
                hops.path(hops.size() - 1)
                        .path("managers")
                        .forEach(manager -> loads.put(
                                manager.path("id").asText(),
                                manager.path("load").asLong()));
            }
            return loads;
        }
    }

    private static JsonNode hops(Map<String, AttributeValue> ticket) {
        String verdict = Gzip.unzipped(ticket.get("verdict").b().asByteArray());
        return MessageJson.read(verdict, JsonNode.class).path("hops");
    }
}
