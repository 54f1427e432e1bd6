package kezek.domain;

/// The state of a ticket's row in a wave.
public enum SlotState {
    /// A processing step is still pending, and the wave waits for it.
    PENDING,
    /// The ticket is ready to be planned.
    READY
}
