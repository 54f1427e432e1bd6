package kezek.api.tickets;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Status;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.JsonObject;
import kezek.http.JsonValue;
import kezek.http.Request;

/// The body of a manual change of a ticket.
///
/// @param status OPEN reopens it, CLOSED closes it
/// @param managerId the new manager; together with the status OPEN, a closed ticket is reopened and
///     assigned in one step
/// @param override whether to assign the ticket even if that breaks a hard rule
/// @param reason for the choice of the manager; may be empty
/// @param version the only version of the ticket that may be changed; empty for any
record ChangeRequest(
        Optional<Status> status, Optional<String> managerId, boolean override, String reason, Optional<Long> version) {

    static final String EXAMPLE = "{\"manager_id\": \"…\", \"override\": true, \"reason\": \"she knows the client\"}";

    /// In characters.
    static final int MAX_REASON = 500;

    private static final JsonBody BODY = new JsonBody(
            16 * 1024,
            "a change is a few short fields",
            EXAMPLE,
            Set.of("status", "manager_id", "override", "reason", "version"));

    /// @throws HttpError 400, 413 or 415; the message says which part of the body is wrong
    static ChangeRequest of(Request request) {
        JsonObject body = BODY.read(request);
        ChangeRequest change = new ChangeRequest(
                body.optional("status").map(ChangeRequest::status),
                body.optional("manager_id").map(ChangeRequest::managerId),
                body.optional("override").map(JsonValue::flag).orElse(false),
                body.optional("reason").map(value -> value.text(0, MAX_REASON)).orElse(""),
                body.optional("version").map(TicketVersion::of));
        change.refuseUnlessSensible(body);
        return change;
    }

    private static Status status(JsonValue value) {
        return value.expecting("\"OPEN\" or \"CLOSED\"").oneOf(List.of(Status.values()), Status::name);
    }

    private static String managerId(JsonValue value) {
        return value.expecting("the id of a manager; GET /api/managers lists them")
                .text(1, BODY.maxBytes());
    }

    private void refuseUnlessSensible(JsonObject body) {
        if (status.isEmpty() && managerId.isEmpty()) {
            throw HttpError.badBody(
                    "the body changes nothing; give it a \"status\" or a \"manager_id\", such as " + EXAMPLE);
        }
        if (managerId.isPresent() && status.filter(Status.CLOSED::equals).isPresent()) {
            throw HttpError.badBody(
                    "a ticket is closed or given to a manager, not both at once; leave \"status\" or \"manager_id\" out");
        }
        if (managerId.isEmpty() && (body.has("override") || body.has("reason"))) {
            throw HttpError.badBody(
                    "\"override\" and \"reason\" apply only together with \"manager_id\"; add it or leave them out");
        }
        if (override && reason.isEmpty()) {
            throw HttpError.badBody("\"override\" needs a \"reason\": say why the rules do not matter here");
        }
    }

    /// Omits the reason, because it may contain client data.
    @Override
    public String toString() {
        return "ChangeRequest[" + status + ", " + managerId + ", override " + override + "]";
    }
}
