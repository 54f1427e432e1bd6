package kezek.api.reports;

import java.util.List;
import java.util.Locale;
import kezek.api.imports.ImportLookup;
import kezek.api.tickets.TicketCsv;
import kezek.domain.Analysis;
import kezek.domain.Correction;
import kezek.domain.Provenance;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.http.Request;
import kezek.http.Response;
import kezek.tickets.TicketLists;

/// `GET /api/reports/corrections`: every ticket whose analysis a person reviewed, as [TicketCsv], with the
/// original answer and the corrected one. It is a labelled set for evaluations, so it contains the clients'
/// texts.
public final class CorrectionsExport {

    /// The most tickets that one page reads. Most of them yield no row.
    private static final int MAX_TICKETS = 5_000;

    private static final List<String> HEADER = List.of(
            "guid",
            "segment",
            "attachment",
            "text",
            "language",
            "category",
            "sentiment",
            "priority",
            "original_language",
            "original_category",
            "original_sentiment",
            "original_priority",
            "original_source",
            "original_model",
            "original_prompt",
            "corrected_at");

    private final TicketCsv csv;

    public CorrectionsExport(TicketLists lists, ImportLookup imports) {
        this.csv = new TicketCsv(lists, imports, "corrections.csv", HEADER, MAX_TICKETS);
    }

    public Response export(Request request) {
        return csv.page(
                request,
                ticket -> ticket.analysis()
                        .flatMap(analysis ->
                                analysis.correction().map(correction -> cells(ticket, analysis, correction))));
    }

    private static List<String> cells(Ticket ticket, Analysis analysis, Correction correction) {
        TicketContent content = ticket.content();
        Analysis original = correction.original();
        Provenance provenance = original.provenance();
        return List.of(
                content.clientGuid(),
                content.segment(),
                content.attachment(),
                content.description(),
                analysis.language().name(),
                analysis.category().label(),
                analysis.sentiment().label(),
                Integer.toString(analysis.priority()),
                original.language().name(),
                original.category().label(),
                original.sentiment().label(),
                Integer.toString(original.priority()),
                provenance.source().name().toLowerCase(Locale.ROOT),
                provenance.model(),
                provenance.prompt(),
                correction.at().toString());
    }
}
