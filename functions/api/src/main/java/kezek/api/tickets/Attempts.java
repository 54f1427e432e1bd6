package kezek.api.tickets;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import kezek.domain.Ticket;
import kezek.execution.Backoff;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.http.HttpError;

/// How people's changes of a ticket go on when somebody else was there first: they read again and decide
/// anew.
final class Attempts {

    /// Each lost race means that somebody else has written this ticket or this manager.
    private static final int ATTEMPTS = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1_280);

    private final Backoff backoff;

    Attempts(ExecutionContext execution) {
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, execution);
    }

    /// @param step false when somebody else was there first
    /// @throws TransientFailure `TICKET_BUSY`
    void repeatUntil(String ticketId, BooleanSupplier step) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            backoff.before(attempt);
            if (step.getAsBoolean()) {
                return;
            }
        }
        throw new TransientFailure(
                "TICKET_BUSY",
                "ticket " + ticketId + " lost " + ATTEMPTS + " races in a row; if it always does, compare \"assigned\""
                        + " of its manager with the manager's open tickets");
    }

    /// @throws ApiException 409 `CONFLICT` when it is not at this version
    static void refuseIfOther(Ticket ticket, long version) {
        if (version != ticket.version()) {
            throw HttpError.conflict(
                    "CONFLICT",
                    "the ticket is at version " + ticket.version() + " and not at " + version
                            + " any more; read it again and decide anew, or leave \"version\" out");
        }
    }
}
