package kezek.api.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kezek.domain.Stage;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.reports.ImportTicket;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.routing.Decision;
import kezek.routing.PlanSummary;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingRoster;
import kezek.routing.RoutingRules;
import kezek.routing.Verdict;
import org.jspecify.annotations.Nullable;

/// `POST /api/reports/what-if`: plans an import's tickets again, once with the current rules and managers
/// and once with those of the body, and reports the differences. It stores nothing.
///
/// Both plans start from the state before the import. The import's open tickets are taken out of the loads,
/// and the turns of hubs and of pairs of managers that its tickets took, according to their verdicts, are
/// given back. Everything outside the import stays as it is now. All tickets are planned together, as one
/// wave, including closed tickets and tickets that a person assigned.
public final class WhatIfReport {

    /// The most moves that the report lists.
    static final int MAX_MOVES = 200;

    private final ReportedImport imports;
    private final RosterStore roster;
    private final RoutingRules rules;

    public WhatIfReport(ReportedImport imports, RosterStore roster, RoutingRules rules) {
        this.imports = imports;
        this.roster = roster;
        this.rules = rules;
    }

    /// @param planned the number of tickets in each plan
    /// @param notPlanned the number of tickets left out, because they are not analysed yet or FAILED
    record WhatIfView(
            @JsonProperty("import") String importId,
            int planned,
            int notPlanned,
            PlanView current,
            PlanView changed,
            MovesView moves) {}

    /// @param unassigned how many tickets no manager may take, by code
    /// @param balance over all managers, including their work outside this import
    /// @param offices only those that get tickets
    record PlanView(
            int assigned,
            Map<String, Integer> unassigned,
            DistanceView distance,
            int managers,
            FiguresView balance,
            List<OfficeView> offices) {}

    /// @param tickets how many assigned tickets have a distance: the ticket and its office both have a
    ///     known place
    /// @param meanKm the mean distance of these tickets; null if there are none
    record DistanceView(
            int tickets, double totalKm, @Nullable Double meanKm) {}

    record OfficeView(String businessUnitId, String businessUnitName, int tickets, int managers, FiguresView balance) {}

    /// @param total how many tickets go to another manager, or have a manager in only one of the plans
    /// @param items the first of them, in the order of the plan
    record MovesView(int total, List<MoveView> items) {}

    /// @param from null if the current rules leave it unassigned; `to` is null if the changed ones do
    record MoveView(
            String ticketId,
            @Nullable HolderView from,
            @Nullable HolderView to) {}

    record HolderView(String managerId, String managerName, String businessUnitId, String businessUnitName) {

        static HolderView of(Decision.Assigned assigned) {
            return new HolderView(
                    assigned.manager().id(),
                    assigned.manager().name(),
                    assigned.office().id(),
                    assigned.office().name());
        }
    }

    public Response compare(Request request) {
        new Parameters(request, Set.of());
        WhatIfRequest wanted = WhatIfRequest.of(request);
        List<ImportTicket> all = imports.tickets(wanted.importId());
        List<ImportTicket> planned =
                all.stream().filter(WhatIfReport::isPlanned).toList();
        List<RoutableTicket> tickets = planned.stream()
                .flatMap(ticket -> ticket.routable().stream())
                .map(ticket -> ticket.withHub(Optional.empty()))
                .toList();
        RosterSnapshot snapshot = roster.load();
        RoutingRoster before = before(planned, snapshot);
        Plan current = new Plan(rules, before, tickets);
        Plan changed = new Plan(wanted.rules().orElse(rules), wanted.changed(before), tickets);
        Map<String, String> officeNames = BalanceReport.officeNames(snapshot);
        return Response.json(
                200,
                new WhatIfView(
                        wanted.importId(),
                        tickets.size(),
                        all.size() - tickets.size(),
                        current.view(officeNames),
                        changed.view(officeNames),
                        moves(current, changed)));
    }

    private static boolean isPlanned(ImportTicket ticket) {
        return ticket.routable().isPresent() && ticket.stage() != Stage.FAILED;
    }

    private static RoutingRoster before(List<ImportTicket> planned, RosterSnapshot snapshot) {
        Map<String, Integer> units = new HashMap<>();
        planned.forEach(
                ticket -> ticket.loadedManagerId().ifPresent(manager -> units.merge(manager, -1, Integer::sum)));
        long hubTurns = planned.stream()
                .flatMap(ticket -> ticket.routable().stream())
                .filter(ticket -> ticket.hubOfficeId().isPresent())
                .count();
        List<Verdict.Turn> passed =
                planned.stream().flatMap(ticket -> ticket.turn().stream()).toList();
        return new RoutingRoster(
                        snapshot.offices(), snapshot.managers(), Math.max(0, snapshot.hubDecisions() - hubTurns))
                .withAdded(units)
                .withTurnsPassed(passed);
    }

    private static final class Plan {

        private final List<Decision> decisions;
        private final PlanSummary summary;

        Plan(RoutingRules rules, RoutingRoster roster, List<RoutableTicket> tickets) {
            this.decisions = new Planner(rules).plan(tickets, roster);
            this.summary = PlanSummary.of(rules, roster, decisions);
        }

        /// @return null if the ticket is unassigned
        Map<String, @Nullable HolderView> holders() {
            Map<String, @Nullable HolderView> holders = new HashMap<>();
            for (Decision decision : decisions) {
                holders.put(decision.ticket().id(), holder(decision));
            }
            return holders;
        }

        static @Nullable HolderView holder(Decision decision) {
            return switch (decision) {
                case Decision.Assigned assigned -> HolderView.of(assigned);
                case Decision.Unassigned _ -> null;
            };
        }

        PlanView view(Map<String, String> officeNames) {
            return new PlanView(
                    summary.assigned(),
                    new TreeMap<>(summary.unassigned()),
                    new DistanceView(
                            summary.distance().tickets(),
                            tenths(summary.distance().totalKm()),
                            summary.distance().meanKm().map(Plan::tenths).orElse(null)),
                    summary.balance().overall().managers(),
                    FiguresView.of(summary.balance().overall()),
                    officeNames.entrySet().stream()
                            .filter(office -> summary.ticketsByOffice().containsKey(office.getKey()))
                            .map(office -> office(office.getKey(), office.getValue()))
                            .toList());
        }

        private OfficeView office(String id, String name) {
            return new OfficeView(
                    id,
                    name,
                    summary.ticketsByOffice().getOrDefault(id, 0),
                    summary.balance().office(id).managers(),
                    FiguresView.of(summary.balance().office(id)));
        }

        private static double tenths(double km) {
            return Math.round(km * 10) / 10.0;
        }
    }

    private static MovesView moves(Plan current, Plan changed) {
        Map<String, @Nullable HolderView> holders = changed.holders();
        List<MoveView> moves = new ArrayList<>();
        int total = 0;
        for (Decision decision : current.decisions) {
            @Nullable HolderView from = Plan.holder(decision);
            @Nullable HolderView to = holders.get(decision.ticket().id());
            if (!Objects.equals(from, to)) {
                total++;
                if (total <= MAX_MOVES) {
                    moves.add(new MoveView(decision.ticket().id(), from, to));
                }
            }
        }
        return new MovesView(total, moves);
    }
}
