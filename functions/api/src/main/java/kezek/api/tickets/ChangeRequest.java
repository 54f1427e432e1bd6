package kezek.api.tickets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Status;
import kezek.http.HttpError;
import kezek.http.JsonBody;
import kezek.http.Request;
import org.jspecify.annotations.Nullable;

/// What somebody wants to change of a ticket.
///
/// @param status OPEN reopens, CLOSED closes
/// @param managerId who is to have it; with the status OPEN a closed ticket is reopened and given at once
/// @param override give it although a hard rule is broken
/// @param reason why this manager; empty when nobody said
/// @param version the only one to be changed, if any
record ChangeRequest(
        Optional<Status> status, Optional<String> managerId, boolean override, String reason, Optional<Long> version) {

    static final String EXAMPLE = "{\"manager_id\": \"…\", \"override\": true, \"reason\": \"she knows the client\"}";

    static final int MAX_REASON = 500;

    private static final int MAX_BODY = 16 * 1024;
    private static final Set<String> FIELDS = Set.of("status", "manager_id", "override", "reason", "version");

    /// @throws ApiException 400, 413 or 415, saying which part of the body is wrong
    static ChangeRequest of(Request request) {
        JsonNode body = JsonBody.of(request, MAX_BODY, "a change is a few short fields", EXAMPLE, FIELDS);
        ChangeRequest change = new ChangeRequest(
                status(body.get("status")),
                managerId(body.get("manager_id")),
                override(body.get("override")),
                reason(body.get("reason")),
                JsonBody.version(body));
        change.refuseUnlessSensible(body);
        return change;
    }

    private static Optional<Status> status(@Nullable JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        for (Status status : Status.values()) {
            if (status.name().equals(node.textValue())) {
                return Optional.of(status);
            }
        }
        throw HttpError.badBody("\"status\" must be \"OPEN\" or \"CLOSED\"");
    }

    private static Optional<String> managerId(@Nullable JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw HttpError.badBody("\"manager_id\" must be the id of a manager; GET /api/managers lists them");
        }
        return Optional.of(node.textValue().strip());
    }

    private static boolean override(@Nullable JsonNode node) {
        if (node != null && !node.isBoolean()) {
            throw HttpError.badBody("\"override\" must be true or false");
        }
        return node != null && node.booleanValue();
    }

    private static String reason(@Nullable JsonNode node) {
        if (node == null) {
            return "";
        }
        if (!node.isTextual() || node.textValue().strip().length() > MAX_REASON) {
            throw HttpError.badBody("\"reason\" must be a text of at most " + MAX_REASON + " characters");
        }
        return node.textValue().strip();
    }

    private void refuseUnlessSensible(JsonNode body) {
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
                    "\"override\" and \"reason\" speak of the choice of a manager; add \"manager_id\" or leave them out");
        }
        if (override && reason.isEmpty()) {
            throw HttpError.badBody("\"override\" needs a \"reason\": say why the rules do not matter here");
        }
    }

    /// Without the reason: people write of clients.
    @Override
    public String toString() {
        return "ChangeRequest[" + status + ", " + managerId + ", override " + override + "]";
    }
}
