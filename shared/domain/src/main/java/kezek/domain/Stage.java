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
    /// Assigned to a manager.
    ASSIGNED,
    /// No manager can take it. It is planned again when the roster changes.
    UNASSIGNED,
    /// A processing step gave up. The ticket records the step and the reason.
    FAILED,
    /// A tombstone that keeps only id, rev, version and time.
    DELETED
}
