package kezek.api.reports;

import java.util.List;
import java.util.Optional;
import kezek.api.imports.ImportLookup;
import kezek.http.HttpError;
import kezek.reports.ImportTicket;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTicket;
import kezek.reports.ReviewedTickets;

/// Reads the tickets that a report is about: those of one import, or all.
public final class ReportedImport {

    /// Takes 1,000 batch reads, eight at a time, and about 30 MB of memory.
    public static final int MAX_TICKETS = 100_000;

    private final ImportLookup imports;
    private final ImportTickets tickets;
    private final ReviewedTickets reviewed;
    private final int maxTickets;

    /// @param maxTickets that a report reads
    public ReportedImport(ImportLookup imports, ImportTickets tickets, ReviewedTickets reviewed, int maxTickets) {
        this.imports = imports;
        this.tickets = tickets;
        this.reviewed = reviewed;
        this.maxTickets = maxTickets;
    }

    /// @throws HttpError 404 if there is no such import, 422 if it is too large for a report
    public List<ImportTicket> tickets(String importId) {
        imports.findSummary(importId);
        return tickets.find(importId, maxTickets)
                .orElseThrow(() -> HttpError.unprocessable(
                        "TOO_MANY_TICKETS",
                        "the import has more than " + maxTickets
                                + " tickets, the most that a report reads; GET /api/dashboard/stats counts any number, and"
                                + " GET /api/tickets/export lists them"));
    }

    /// @param importId empty for all tickets
    /// @throws HttpError 404 if there is no such import, 422 if there are too many tickets
    public List<ReviewedTicket> reviewed(Optional<String> importId) {
        importId.ifPresent(imports::findSummary);
        return reviewed.find(importId, maxTickets)
                .orElseThrow(() -> HttpError.unprocessable(
                        "TOO_MANY_TICKETS",
                        "there are more than " + maxTickets
                                + " tickets, the most that a report reads; "
                                + (importId.isPresent()
                                        ? "GET /api/reports/corrections lists what was corrected of any number"
                                        : "name one \"import\"")));
    }
}
