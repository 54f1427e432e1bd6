package kezek.tickets;

import kezek.domain.Ticket;

/// What an arrival meant to what was stored.
public sealed interface IntakeOutcome {

    /// The ticket did not exist. It is stored now.
    record New(Ticket ticket) implements IntakeOutcome {}

    /// The ticket existed with older content, or as a tombstone. It has the new content now and begins again.
    ///
    /// @param before as it was
    record Changed(StoredTicket before, Ticket ticket) implements IntakeOutcome {}

    /// This very row of this very run is stored: an earlier pass over the file has done it.
    record StoredBefore(StoredTicket stored) implements IntakeOutcome {}

    /// The same content is stored, and this source is newer than every one that said so before. That is noted
    /// now, so that no source between them replaces it.
    record SeenAgain(StoredTicket stored) implements IntakeOutcome {}

    /// The same content is stored, and a source as new as this one said so.
    record Unchanged(StoredTicket stored) implements IntakeOutcome {}

    /// Other content is stored, or the ticket was deleted, and this source is not newer.
    record Outdated(StoredTicket stored) implements IntakeOutcome {}

    /// Nothing new is said about the ticket, but it had FAILED and was open. It goes on where it failed.
    ///
    /// @param ticket as it is now
    record Retried(Ticket ticket) implements IntakeOutcome {}
}
