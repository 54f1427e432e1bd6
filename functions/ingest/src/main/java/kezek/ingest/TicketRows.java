package kezek.ingest;

import java.util.ArrayList;
import java.util.List;
import kezek.csv.Row;
import kezek.domain.Origin;
import kezek.domain.TicketContent;
import kezek.execution.Parallel;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.tickets.Arrival;
import kezek.tickets.IntakeOutcome;
import kezek.tickets.TicketIntake;
import kezek.tickets.TicketSource;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;

/// Takes rows of a file of tickets in, in chunks of a transaction, and counts what became of each. The
/// outcome of a row depends only on what is stored, so a repeated pass counts the same.
final class TicketRows {

    private final TicketIntake intake;
    private final ImportStore imports;
    private final Partitioning partitioning;
    private final Parallel parallel;

    TicketRows(TicketIntake intake, ImportStore imports, Partitioning partitioning, Parallel parallel) {
        this.intake = intake;
        this.imports = imports;
        this.partitioning = partitioning;
        this.parallel = parallel;
    }

    /// Stores rows, and sends the messages of their tickets.
    ///
    /// @param rows of one wave, which is open
    /// @throws kezek.failure.TransientFailure as [TicketIntake#take] does, after the other chunks have ended
    RowCounts store(ImportFile file, List<Row<TicketContent>> rows) {
        List<Arrival> arrivals = new ArrayList<>();
        int rejected = 0;
        for (Row<TicketContent> row : rows) {
            switch (row) {
                case Row.Accepted<TicketContent>(int number, TicketContent content) ->
                    arrivals.add(arrival(file, number, content));
                case Row.Rejected<TicketContent>(int number, String code, String message) -> {
                    imports.reject(file, number, code, message);
                    rejected++;
                }
            }
        }
        TicketSource source = new TicketSource(Origin.CSV, file.importId(), file.run(), file.sourceTime());
        return parallel.map(chunks(arrivals), chunk -> count(intake.take(source, chunk))).stream()
                .reduce(new RowCounts(0, 0, 0, rejected), RowCounts::plus);
    }

    private Arrival arrival(ImportFile file, int row, TicketContent content) {
        String wave = WaveIds.ofRun(file.run(), partitioning.waveOf(row));
        return new Arrival(content.clientGuid(), content, row, wave);
    }

    private static List<List<Arrival>> chunks(List<Arrival> arrivals) {
        List<List<Arrival>> chunks = new ArrayList<>();
        for (int from = 0; from < arrivals.size(); from += TicketIntake.MAX_ARRIVALS) {
            chunks.add(arrivals.subList(from, Math.min(from + TicketIntake.MAX_ARRIVALS, arrivals.size())));
        }
        return chunks;
    }

    private static RowCounts count(List<IntakeOutcome> outcomes) {
        return outcomes.stream().map(TicketRows::count).reduce(RowCounts.NONE, RowCounts::plus);
    }

    private static RowCounts count(IntakeOutcome outcome) {
        return switch (outcome) {
            case IntakeOutcome.New added -> new RowCounts(1, 0, 0, 0);
            case IntakeOutcome.Changed changed -> new RowCounts(1, 0, 0, 0);
            case IntakeOutcome.StoredBefore before -> new RowCounts(1, 0, 0, 0);
            case IntakeOutcome.SeenAgain seen -> new RowCounts(0, 1, 0, 0);
            case IntakeOutcome.Unchanged unchanged -> new RowCounts(0, 1, 0, 0);
            case IntakeOutcome.Outdated outdated -> new RowCounts(0, 1, 0, 0);
            case IntakeOutcome.Retried retried -> new RowCounts(0, 1, 1, 0);
        };
    }
}
