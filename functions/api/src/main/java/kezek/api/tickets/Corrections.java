package kezek.api.tickets;

import java.util.Set;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.tickets.AnalysisCorrection;
import kezek.tickets.TicketDesk;

/// `PATCH /api/tickets/{id}/analysis`: a person corrects an analysis, or confirms it.
public final class Corrections {

    private final TicketDesk desk;
    private final TicketRoutes views;

    /// @param views answers with the ticket as it is after the correction
    public Corrections(TicketDesk desk, TicketRoutes views) {
        this.desk = desk;
        this.views = views;
    }

    public Response correct(Request request) {
        new Parameters(request, Set.of());
        CorrectionRequest wanted = CorrectionRequest.of(request);
        String id = request.pathParameter("id");
        AnalysisCorrection correction = new AnalysisCorrection(
                wanted.category(), wanted.sentiment(), wanted.priority(), wanted.language(), wanted.summary());
        DeskAnswers.throwIfRefused(desk.correct(id, correction, request.caller(), wanted.version()));
        return views.show(id);
    }
}
