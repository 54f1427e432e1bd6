package kezek.domain;

/// The one row by which an unfinished ticket belongs to a wave. `kezek.table.Key` spells its key.
///
/// @param wave the wave's id
/// @param row the row in the ticket's file: a wave lists its tickets in the order of the file
public record Slot(String wave, SlotState state, int row, String ticketId) {

    /// The row of a ticket that is NEW or PLACED.
    public static Slot pending(String wave, int row, String ticketId) {
        return new Slot(wave, SlotState.PENDING, row, ticketId);
    }

    /// The row of a ticket that is ANALYSED or UNASSIGNED.
    public static Slot ready(String wave, int row, String ticketId) {
        return new Slot(wave, SlotState.READY, row, ticketId);
    }
}
