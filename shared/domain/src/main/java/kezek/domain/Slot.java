package kezek.domain;

import java.util.Locale;

/// The one row by which an unfinished ticket belongs to a wave.
///
/// @param wave the wave's id
/// @param key the row's sort key, `P#{row, 8 digits}#{ticketId}` or `R#…`
public record Slot(String wave, String key) {

    public static final String PENDING_PREFIX = "P#";
    public static final String READY_PREFIX = "R#";

    /// A ticket that is NEW or PLACED.
    public static Slot pending(String wave, int row, String ticketId) {
        return new Slot(wave, PENDING_PREFIX + rowKey(row, ticketId));
    }

    /// A ticket that is ANALYSED or UNASSIGNED.
    public static Slot ready(String wave, int row, String ticketId) {
        return new Slot(wave, READY_PREFIX + rowKey(row, ticketId));
    }

    private static String rowKey(int row, String ticketId) {
        return String.format(Locale.ROOT, "%08d#%s", row, ticketId);
    }
}
