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
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveStore.Counts;
import kezek.waves.WaveWatch;

/// Reads a file of tickets in slices: as far as the time of one invocation reaches, then the rest is
/// handed over. Cuts the waves by row number, and seals each with what became of its rows.
final class TicketFile {

    /// With less than this left the slice ends: a step of rows may still take a while, and the hand-over
    /// must go out.
    static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

    private final ImportStore imports;
    private final WaveStore waves;
    private final TicketRows ticketRows;
    private final Queues queues;
    private final WaveWatch watch;
    private final Cut cut;
    private final Clock clock;

    TicketFile(
            ImportStore imports,
            WaveStore waves,
            TicketRows ticketRows,
            Queues queues,
            WaveWatch watch,
            Cut cut,
            Clock clock) {
        this.imports = imports;
        this.waves = waves;
        this.ticketRows = ticketRows;
        this.queues = queues;
        this.watch = watch;
        this.cut = cut;
        this.clock = clock;
    }

    void read(ImportFile begun, CsvReading reading, Supplier<Duration> timeLeft, Log log) {
        ImportFile file = begun;
        int position = file.position();
        Counts openWave = file.counts();
        Iterator<Row<TicketContent>> rows = reading.tickets(position + 1);
        while (rows.hasNext()) {
            // At least one step: a slice that stores nothing would hand the same rest over for ever.
            if (position > begun.position() && timeLeft.get().compareTo(TIME_TO_STOP) < 0) {
                handOver(file, position, openWave, log);
                return;
            }
            int wave = cut.waveOf(position + 1);
            boolean isOpen = waves.open(file.importId(), file.run(), wave);
            List<Row<TicketContent>> step = nextRows(rows, cut.endOfWave(wave) - position);
            if (isOpen) {
                openWave = openWave.plus(ticketRows.store(file, step));
            }
            askForLeftRows(file, wave);
            position += step.size();
            if (position == cut.endOfWave(wave)) {
                seal(file, wave, openWave);
                openWave = Counts.NONE;
                Optional<ImportFile> moved = imports.advance(file, position, openWave, clock.instant());
                if (moved.isEmpty()) {
                    log.info("run " + file.run() + " is being read by another pass");
                    return;
                }
                file = moved.get();
            }
        }
        if (position % cut.rowsPerWave() != 0) {
            seal(file, cut.waveOf(position), openWave);
        }
        imports.finish(file, position, Counts.NONE, clock.instant());
        log.info("run " + file.run() + " is read: " + position + " rows");
        watch.hintAllOf(file.importId());
    }

    private List<Row<TicketContent>> nextRows(Iterator<Row<TicketContent>> rows, int rowsLeftInWave) {
        List<Row<TicketContent>> step = new ArrayList<>();
        while (step.size() < Math.min(cut.rowsPerStep(), rowsLeftInWave) && rows.hasNext()) {
            step.add(rows.next());
        }
        return step;
    }

    private void seal(ImportFile file, int wave, Counts counts) {
        waves.seal(file.importId(), file.run(), wave, counts, clock.instant());
        watch.hintIfComplete(WaveIds.ofRun(file.run(), wave));
    }

    /// Another pass may have sealed the wave before or while this one stored rows, and a plan may have finished
    /// it since.
    private void askForLeftRows(ImportFile file, int wave) {
        if (waves.isSealed(file.importId(), file.run(), wave)) {
            waves.listIfNotEmpty(file.importId(), file.run(), wave);
            watch.hintIfComplete(WaveIds.ofRun(file.run(), wave));
        }
    }

    private void handOver(ImportFile file, int position, Counts openWave, Log log) {
        boolean isMoved = position == file.position()
                || imports.advance(file, position, openWave, clock.instant()).isPresent();
        if (isMoved) {
            queues.readOn(new ContinueImport(file.importId(), file.run()));
            log.info("run " + file.run() + " is handed over at row " + position);
        }
    }
}
