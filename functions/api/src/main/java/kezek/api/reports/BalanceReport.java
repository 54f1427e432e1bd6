package kezek.api.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.http.HttpError;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.reports.ImportTicket;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.routing.BalanceComparison;
import kezek.routing.RosterBalance;
import kezek.routing.RoutingRoster;
import kezek.routing.RoutingRules;

/// `GET /api/reports/balance`: how evenly an import's open tickets are distributed, beside the best
/// distribution that the rules allow. Loads are total loads, with the work outside this import.
public final class BalanceReport {

    private final ReportedImport imports;
    private final RosterStore roster;
    private final RoutingRules rules;

    public BalanceReport(ReportedImport imports, RosterStore roster, RoutingRules rules) {
        this.imports = imports;
        this.roster = roster;
        this.rules = rules;
    }

    /// @param tickets of the import that are assigned and open now
    /// @param fixed of these, the tickets that keep their manager in the optimum, because they were
    ///     assigned manually or because the rules would not allow the assignment today
    /// @param offices only those that have tickets of the import
    record BalanceView(
            @JsonProperty("import") String importId,
            int tickets,
            int fixed,
            int managers,
            FiguresView actual,
            FiguresView optimal,
            List<OfficeView> offices) {}

    record OfficeView(
            String businessUnitId,
            String businessUnitName,
            int tickets,
            int managers,
            FiguresView actual,
            FiguresView optimal) {}

    public Response balance(Request request) {
        String importId = new Parameters(request, Set.of("import"))
                .text("import")
                .orElseThrow(() -> HttpError.badParameter(
                        "import",
                        "is missing: name the import whose tickets are weighed; GET /api/imports lists them"));
        List<BalanceComparison.Held> held = imports.tickets(importId).stream()
                .flatMap(ticket -> ticket.loadedManagerId().stream().map(manager -> held(ticket, manager)))
                .toList();
        // Read after the tickets, so that it has every manager who has one.
        RosterSnapshot snapshot = roster.load();
        BalanceComparison comparison = BalanceComparison.of(
                rules, new RoutingRoster(snapshot.offices(), snapshot.managers(), snapshot.hubDecisions()), held);
        return Response.json(200, view(importId, held.size(), comparison, officeNames(snapshot)));
    }

    private static BalanceComparison.Held held(ImportTicket ticket, String managerId) {
        return new BalanceComparison.Held(managerId, ticket.routable().filter(routable -> !ticket.isByHand()));
    }

    private static BalanceView view(
            String importId, int tickets, BalanceComparison comparison, Map<String, String> officeNames) {
        RosterBalance actual = comparison.actual();
        RosterBalance optimal = comparison.optimal();
        List<OfficeView> offices = officeNames.entrySet().stream()
                .filter(office -> comparison.ticketsByOffice().containsKey(office.getKey()))
                .map(office -> new OfficeView(
                        office.getKey(),
                        office.getValue(),
                        comparison.ticketsByOffice().getOrDefault(office.getKey(), 0),
                        actual.office(office.getKey()).managers(),
                        FiguresView.of(actual.office(office.getKey())),
                        FiguresView.of(optimal.office(office.getKey()))))
                .toList();
        return new BalanceView(
                importId,
                tickets,
                comparison.fixed(),
                actual.overall().managers(),
                FiguresView.of(actual.overall()),
                FiguresView.of(optimal.overall()),
                offices);
    }

    /// @return names by id, in row order, followed by offices that occur only in managers.csv
    static Map<String, String> officeNames(RosterSnapshot roster) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Office office : roster.offices()) {
            names.put(office.id(), office.name());
        }
        for (Manager manager : roster.managers()) {
            names.putIfAbsent(manager.officeId(), manager.officeName());
        }
        return names;
    }
}
