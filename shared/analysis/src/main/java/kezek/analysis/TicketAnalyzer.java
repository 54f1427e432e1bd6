package kezek.analysis;

import kezek.domain.Analysis;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.failure.TransientFailure;

/// Finds out what a ticket says. Implementations are safe for use by many threads.
public interface TicketAnalyzer {

    /// @throws TransientFailure with code `MODEL_UNREACHABLE` or `MODEL_BUSY` if a later attempt may
    ///     succeed
    Analysis analyse(TicketContent content);

    /// As [#analyse(TicketContent)]. An analyzer that reads more than the text, such as an attachment,
    /// finds it by the ticket's origin.
    default Analysis analyse(Ticket ticket) {
        return analyse(ticket.content());
    }
}
