package kezek.api;

import java.util.List;
import kezek.store.ImportStore;
import kezek.store.ImportTicket;
import kezek.store.ImportTickets;

/// Reads the import that a report is about.
final class ReportedImport {

    /// These are 1,000 batch reads, eight at a time, and some 30 MB of memory.
    static final int MAX_TICKETS = 100_000;

    private final ImportStore imports;
    private final ImportTickets tickets;
    private final int maxTickets;

    ReportedImport(ImportStore imports, ImportTickets tickets, int maxTickets) {
        this.imports = imports;
        this.tickets = tickets;
        this.maxTickets = maxTickets;
    }

    /// @throws ApiException 404 when there is no such import, 413 when it is too large for a report
    List<ImportTicket> tickets(String importId) {
        if (imports.findSummaries(List.of(importId)).isEmpty()) {
            throw ApiException.notFound("there is no such import; GET /api/imports lists them");
        }
        return tickets.find(importId, maxTickets)
                .orElseThrow(() -> ApiException.tooLarge("the import has more than " + maxTickets
                        + " tickets, the most that a report reads; GET /api/dashboard/stats counts any number, and"
                        + " GET /api/tickets/export lists them"));
    }
}
