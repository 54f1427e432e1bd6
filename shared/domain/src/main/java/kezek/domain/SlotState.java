package kezek.domain;

/// What a ticket's row in a wave says about the ticket.
public enum SlotState {
    /// A step has still to finish the ticket: the wave waits for it.
    PENDING,
    /// The ticket waits for a plan.
    READY
}
