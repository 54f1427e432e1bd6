package kezek.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kezek.csv.CsvReading;
import kezek.csv.Row;
import kezek.domain.TicketContent;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.messaging.ContinueImport;
import kezek.messaging.Queues;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// Reads a file of tickets in slices: as many rows as the time of one invocation allows, then it hands the
/// rest over to the next one. The row number alone decides the wave of a row. At the end of a wave its file
/// has no more rows for it, so the wave is sealed with the counts of its rows.
final class TicketFileReader {

    /// A slice ends when less time than this is left, because one more step of rows takes a while and the
    /// hand-over must still be sent.
    static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

    private final ImportStore imports;
    private final WaveStore waves;
    private final TicketRows ticketRows;
    private final Queues queues;
    private final WaveWatch watch;
    private final Partitioning partitioning;
    private final Clock clock;

    TicketFileReader(
            ImportStore imports,
            WaveStore waves,
            TicketRows ticketRows,
            Queues queues,
            WaveWatch watch,
            Partitioning partitioning,
            Clock clock) {
        this.imports = imports;
        this.waves = waves;
        this.ticketRows = ticketRows;
        this.queues = queues;
        this.watch = watch;
        this.partitioning = partitioning;
        this.clock = clock;
    }

    /// How far this slice has come.
    ///
    /// @param openWave the counts of the rows of the open wave so far
    private record Progress(ImportFile file, int position, RowCounts openWave) {}

    /// Reads on from the position of the file.
    ///
    /// @param timeLeft of this invocation
    void read(ImportFile begun, CsvReading reading, Supplier<Duration> timeLeft, Log log) {
        Progress progress = new Progress(begun, begun.position(), begun.counts());
        Iterator<Row<TicketContent>> rows = reading.tickets(begun.position() + 1);
        while (rows.hasNext()) {
            // At least one step: a slice that stores nothing would hand the same rest over forever.
            if (progress.position() > begun.position() && timeLeft.get().compareTo(TIME_TO_STOP) < 0) {
                handOver(progress, log);
                return;
            }
            Optional<Progress> next = readStep(progress, rows);
            if (next.isEmpty()) {
                log.info("run " + begun.run() + " is being read by another pass");
                return;
            }
            progress = next.get();
        }
        finish(progress, log);
    }

    /// @return empty if another pass has stored the end of this wave
    private Optional<Progress> readStep(Progress before, Iterator<Row<TicketContent>> rows) {
        ImportFile file = before.file();
        int wave = partitioning.waveOf(before.position() + 1);
        int endOfWave = partitioning.endOfWave(wave);
        WaveStore.State state = waves.open(file.importId(), file.run(), wave);
        List<Row<TicketContent>> step = nextRows(rows, endOfWave - before.position());
        RowCounts openWave = state == WaveStore.State.OPEN
                ? before.openWave().plus(ticketRows.store(file, step))
                : before.openWave();
        hintLeftoverRows(file, wave);
        int position = before.position() + step.size();
        if (position < endOfWave) {
            return Optional.of(new Progress(file, position, openWave));
        }
        seal(file, wave, openWave);
        return imports.advance(file, position, RowCounts.NONE, clock.instant())
                .map(moved -> new Progress(moved, position, RowCounts.NONE));
    }

    private void finish(Progress end, Log log) {
        ImportFile file = end.file();
        if (end.position() % partitioning.rowsPerWave() != 0) {
            seal(file, partitioning.waveOf(end.position()), end.openWave());
        }
        imports.finish(file, end.position(), RowCounts.NONE, clock.instant());
        log.info("run " + file.run() + " is read: " + end.position() + " rows");
        watch.hintAllOf(file.importId());
    }

    private List<Row<TicketContent>> nextRows(Iterator<Row<TicketContent>> rows, int rowsLeftInWave) {
        List<Row<TicketContent>> step = new ArrayList<>();
        while (step.size() < Math.min(partitioning.rowsPerStep(), rowsLeftInWave) && rows.hasNext()) {
            step.add(rows.next());
        }
        return step;
    }

    private void seal(ImportFile file, int wave, RowCounts counts) {
        waves.seal(file.importId(), file.run(), wave, counts, clock.instant());
        watch.hintIfComplete(WaveIds.ofRun(file.run(), wave));
    }

    /// Another pass may have sealed the wave before or while this one stored rows, and a plan may have
    /// finished it since. Then no one else plans these rows.
    private void hintLeftoverRows(ImportFile file, int wave) {
        if (waves.isSealed(file.importId(), file.run(), wave)) {
            waves.listIfNotEmpty(file.importId(), file.run(), wave);
            watch.hintIfComplete(WaveIds.ofRun(file.run(), wave));
        }
    }

    private void handOver(Progress progress, Log log) {
        ImportFile file = progress.file();
        boolean isMoved = progress.position() == file.position()
                || imports.advance(file, progress.position(), progress.openWave(), clock.instant())
                        .isPresent();
        if (isMoved) {
            queues.continueImport(new ContinueImport(file.importId(), file.run()));
            log.info("run " + file.run() + " is handed over at row " + progress.position());
        }
    }
}
