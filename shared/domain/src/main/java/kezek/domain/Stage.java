package kezek.domain;

/// How far a ticket has come. `kezek.tickets.TicketStore` has a method for each step, with its conditions, and
/// `kezek.tickets.ManualChangeStore` one for each change by a person.
public enum Stage {
    /// Stored, not yet geocoded.
    NEW,
    /// Its place is known, or known to be unknown; not yet classified.
    PLACED,
    /// Classified and ready to be planned.
    ANALYSED,
    /// A manager has it.
    ASSIGNED,
    /// Nobody can take it; tried again when the roster changes.
    UNASSIGNED,
    /// A step gave up; the ticket says which and why.
    FAILED,
    /// A tombstone: only id, rev, version and time are left.
    DELETED
}
