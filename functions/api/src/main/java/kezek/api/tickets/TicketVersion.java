package kezek.api.tickets;

import kezek.http.HttpError;
import kezek.http.JsonValue;

/// The field `version` of a body: the only version of a ticket that the request may change.
final class TicketVersion {

    private TicketVersion() {}

    /// @throws HttpError 400 if it is no version
    static long of(JsonValue value) {
        return value.expecting("a whole number from 1: the version that GET showed")
                .integer(1, Long.MAX_VALUE);
    }
}
