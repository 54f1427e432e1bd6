package kezek.ingest;

import kezek.tickets.TicketIntake;
import kezek.waves.WaveIds;

/// How the rows of a file of tickets are divided into waves and steps. Row 1 is the first.
///
/// @param rowsPerWave tickets that are planned together
/// @param rowsPerStep rows that are stored at once, in chunks of a transaction each
public record Partitioning(int rowsPerWave, int rowsPerStep) {

    /// The partitioning of every deployment. Other numbers would give the rest of a file that is half read
    /// other waves than its beginning.
    public static final Partitioning STANDARD = new Partitioning(WaveIds.ROWS_PER_WAVE, 8 * TicketIntake.MAX_ARRIVALS);

    int waveOf(int row) {
        return (row - 1) / rowsPerWave;
    }

    /// @return the last row of the wave
    int endOfWave(int wave) {
        return (wave + 1) * rowsPerWave;
    }
}
