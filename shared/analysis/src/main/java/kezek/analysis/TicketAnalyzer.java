package kezek.analysis;

import kezek.domain.Analysis;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.failure.TransientFailure;

/// Says what a ticket is about. Implementations are safe for use by many threads.
public interface TicketAnalyzer {

    /// The model could not be reached: no connection, no answer in time, a 5xx.
    String MODEL_UNREACHABLE = "MODEL_UNREACHABLE";

    /// The model has no time for us: 429.
    String MODEL_BUSY = "MODEL_BUSY";

    /// @throws TransientFailure with code `MODEL_UNREACHABLE` or `MODEL_BUSY` when a later attempt may go
    ///     well
    Analysis analyse(TicketContent content);

    /// As [#analyse(TicketContent)]; an analyst that reads more than the text finds it by the ticket's
    /// origin.
    default Analysis analyse(Ticket ticket) {
        return analyse(ticket.content());
    }
}
