package kezek.api.tickets;

import java.util.Set;
import kezek.domain.Status;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.tickets.DeskResult;
import kezek.tickets.Reassignment;
import kezek.tickets.TicketDesk;

/// `PATCH` and `DELETE` of `/api/tickets/{id}`: close, reopen, reassign and delete.
public final class TicketChanges {

    private final TicketDesk desk;
    private final TicketRoutes views;

    /// @param views answers with the ticket as it is after the change
    public TicketChanges(TicketDesk desk, TicketRoutes views) {
        this.desk = desk;
        this.views = views;
    }

    public Response change(Request request) {
        new Parameters(request, Set.of());
        ChangeRequest change = ChangeRequest.of(request);
        String id = request.pathParameter("id");
        DeskAnswers.throwIfRefused(change(id, change, request.caller()));
        return views.show(id);
    }

    private DeskResult change(String id, ChangeRequest change, String caller) {
        return change.managerId()
                .map(managerId -> desk.reassign(id, reassignment(managerId, change, caller), change.version()))
                .orElseGet(() -> switch (change.status().orElseThrow()) {
                    case CLOSED -> desk.close(id, change.version());
                    case OPEN -> desk.reopen(id, change.version());
                });
    }

    private static Reassignment reassignment(String managerId, ChangeRequest change, String caller) {
        boolean isReopening = change.status().filter(Status.OPEN::equals).isPresent();
        return new Reassignment(managerId, isReopening, change.override(), change.reason(), caller);
    }

    public Response delete(Request request) {
        new Parameters(request, Set.of());
        DeskAnswers.throwIfRefused(desk.delete(request.pathParameter("id")));
        return Response.noContent();
    }
}
