package kezek.api.reports;

import java.util.List;
import java.util.Optional;
import kezek.http.HttpError;
import kezek.imports.ImportStore;
import kezek.reports.ImportTicket;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTicket;
import kezek.reports.ReviewedTickets;

/// Reads the import that a report is about, or all tickets.
public final class ReportedImport {

    /// These are 1,000 batch reads, eight at a time, and some 30 MB of memory.
    public static final int MAX_TICKETS = 100_000;

    private final ImportStore imports;
    private final ImportTickets tickets;
    private final ReviewedTickets reviewed;
    private final int maxTickets;

    public ReportedImport(ImportStore imports, ImportTickets tickets, ReviewedTickets reviewed, int maxTickets) {
        this.imports = imports;
        this.tickets = tickets;
        this.reviewed = reviewed;
        this.maxTickets = maxTickets;
    }

    /// @throws ApiException 404 when there is no such import, 422 when it is too large for a report
    public List<ImportTicket> tickets(String importId) {
        refuseIfUnknown(importId);
        return tickets.find(importId, maxTickets)
                .orElseThrow(() -> HttpError.unprocessable(
                        "TOO_MANY_TICKETS",
                        "the import has more than " + maxTickets
                                + " tickets, the most that a report reads; GET /api/dashboard/stats counts any number, and"
                                + " GET /api/tickets/export lists them"));
    }

    /// @param importId empty for all tickets
    /// @throws ApiException 404 when there is no such import, 422 when there are too many tickets
    public List<ReviewedTicket> reviewed(Optional<String> importId) {
        importId.ifPresent(this::refuseIfUnknown);
        return reviewed.find(importId, maxTickets)
                .orElseThrow(() -> HttpError.unprocessable(
                        "TOO_MANY_TICKETS",
                        "there are more than " + maxTickets
                                + " tickets, the most that a report reads; "
                                + (importId.isPresent()
                                        ? "GET /api/reports/corrections lists what was corrected of any number"
                                        : "name one \"import\"")));
    }

    private void refuseIfUnknown(String importId) {
        if (imports.findSummaries(List.of(importId)).isEmpty()) {
            throw HttpError.notFound("there is no such import; GET /api/imports lists them");
        }
    }
}
