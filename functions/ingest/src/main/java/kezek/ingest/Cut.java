package kezek.ingest;

import kezek.tickets.TicketStore;
import kezek.waves.WaveIds;

/// Where a file of tickets is cut. Row 1 is the first.
///
/// @param rowsPerWave tickets that are planned together
/// @param rowsPerStep rows that are stored at once, in chunks of a transaction each
public record Cut(int rowsPerWave, int rowsPerStep) {

    /// The cut of every deployment. Files in the bucket have been cut like this: another number would cut a
    /// file that is half read at other rows.
    public static final Cut STANDARD = new Cut(WaveIds.ROWS_PER_WAVE, 8 * TicketStore.MAX_NEW_TICKETS);

    int waveOf(int row) {
        return (row - 1) / rowsPerWave;
    }

    /// @return the last row of the wave
    int endOfWave(int wave) {
        return (wave + 1) * rowsPerWave;
    }
}
