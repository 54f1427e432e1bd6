package kezek.api.tickets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kezek.api.imports.ImportLookup;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.domain.Ticket;
import kezek.http.Request;
import kezek.http.Response;
import kezek.roster.RosterStore;
import kezek.tickets.TicketLists;

/// `GET /api/tickets/export`: which manager got which ticket and why, as [TicketCsv].
public final class TicketExport {

    /// Tickets on one page.
    private static final int MAX_TICKETS = 1_000;

    private static final List<String> HEADER = List.of(
            "guid",
            "office",
            "manager",
            "position",
            "category",
            "sentiment",
            "priority",
            "language",
            "segment",
            "summary",
            "reason",
            "assigned_at");

    private final TicketCsv csv;
    private final RosterStore roster;

    public TicketExport(TicketLists lists, RosterStore roster, ImportLookup imports) {
        this.csv = new TicketCsv(lists, imports, "tickets.csv", HEADER, MAX_TICKETS);
        this.roster = roster;
    }

    public Response export(Request request) {
        Map<String, String> positions = roster.load().managers().stream()
                .collect(Collectors.toMap(Manager::id, Manager::position, (one, _) -> one));
        return csv.page(request, ticket -> Optional.of(cells(ticket, positions)));
    }

    private static List<String> cells(Ticket ticket, Map<String, String> positions) {
        Optional<Assignment> assignment = ticket.assignment();
        Optional<Analysis> analysis = ticket.analysis();
        return List.of(
                ticket.content().clientGuid(),
                assignment.map(Assignment::officeName).orElse(""),
                assignment.map(Assignment::managerName).orElse(""),
                assignment
                        .map(held -> positions.getOrDefault(held.managerId(), ""))
                        .orElse(""),
                analysis.map(found -> found.category().label()).orElse(""),
                analysis.map(found -> found.sentiment().label()).orElse(""),
                analysis.map(found -> Integer.toString(found.priority())).orElse(""),
                analysis.map(found -> found.language().name()).orElse(""),
                ticket.content().segment(),
                analysis.map(Analysis::summary).orElse(""),
                assignment
                        .map(Assignment::reason)
                        .or(() -> ticket.problem().map(Failure::message))
                        .orElse(""),
                assignment.map(held -> held.assignedAt().toString()).orElse(""));
    }
}
