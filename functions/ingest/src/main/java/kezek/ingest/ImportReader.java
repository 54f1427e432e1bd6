package kezek.ingest;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import kezek.csv.CsvReading;
import kezek.csv.UnreadableFile;
import kezek.domain.Failure;
import kezek.failure.Deferred;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.messaging.ContinueImport;
import kezek.messaging.Queues;
import kezek.table.WriteOutcome;
import kezek.waves.WaveWatch;

/// Reads one run of one file, whole or the next slice of it. Reading it again changes nothing, because it
/// stores things under their natural keys and counts rows under run and row.
final class ImportReader {

    private final ObjectStore objects;
    private final ImportStore imports;
    private final RosterFileReader rosterReader;
    private final TicketFileReader ticketReader;
    private final WaveWatch watch;
    private final Queues queues;
    private final Clock clock;

    ImportReader(
            ObjectStore objects,
            ImportStore imports,
            RosterFileReader rosterReader,
            TicketFileReader ticketReader,
            WaveWatch watch,
            Queues queues,
            Clock clock) {
        this.objects = objects;
        this.imports = imports;
        this.rosterReader = rosterReader;
        this.ticketReader = ticketReader;
        this.watch = watch;
        this.queues = queues;
        this.clock = clock;
    }

    /// Begins a run, or goes on with it if it has begun.
    ///
    /// @param file as the event describes it
    /// @param timeLeft of this invocation
    /// @throws TransientFailure if the event is to be delivered again
    void begin(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        imports.create(file.importId(), clock.instant());
        read(imports.begin(file), timeLeft, log);
    }

    /// Goes on with a run at its position. A run that has ended is not read again.
    ///
    /// @param file as it is stored
    /// @param timeLeft of this invocation
    /// @throws TransientFailure if the message is to be delivered again
    void read(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        switch (file.state()) {
            case READING -> readSlice(file, timeLeft, log);
            // The pass that read it to the end may have died before it sent its hints.
            case READ -> watch.hintAllOf(file.importId());
            case SUPERSEDED -> log.info("run " + file.run() + " was superseded before");
            case FAILED -> resume(file, timeLeft, log);
        }
    }

    private void resume(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        boolean isStalled = file.error()
                .filter(error -> error.code().equals(ImportFile.STALLED))
                .isPresent();
        if (!isStalled || imports.resume(file, clock.instant()) == WriteOutcome.LOST) {
            log.info("run " + file.run() + " failed before");
            return;
        }
        imports.findFile(file.importId(), file.run()).ifPresent(resumed -> readSlice(resumed, timeLeft, log));
    }

    private void readSlice(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        try {
            if (file.position() == 0) {
                checkWhole(file);
            }
            try (CsvReading reading = open(file)) {
                imports.beginPass(file, reading.kind().id(), clock.instant());
                switch (reading.kind()) {
                    case BUSINESS_UNITS -> rosterReader.readOffices(file, reading, log);
                    case MANAGERS -> rosterReader.readManagers(file, reading, log);
                    case TICKETS -> ticketReader.read(file, reading, timeLeft, log);
                }
            }
        } catch (ObjectStore.Replaced e) {
            log.info("run " + file.run() + " is superseded: the object was replaced");
            if (imports.supersede(file, clock.instant()) == WriteOutcome.WRITTEN) {
                watch.abandonOpenWaves(file.run(), clock.instant());
            }
        } catch (UnreadableFile e) {
            log.warn("run " + file.run() + " cannot be read: " + e.code());
            if (imports.fail(file, new Failure(e.code(), String.valueOf(e.getMessage())), clock.instant())
                    == WriteOutcome.WRITTEN) {
                watch.abandonOpenWaves(file.run(), clock.instant());
            }
        } catch (Deferred wait) {
            // The gazetteer does not know an office, and other questions are waiting for the provider.
            log.info("run " + file.run() + " is read on later: " + wait.getMessage());
            queues.continueImport(new ContinueImport(file.importId(), file.run()), wait.delay());
        } catch (UncheckedIOException e) {
            throw new TransientFailure("BUCKET_BUSY", "the stream of run " + file.run() + " broke off", e);
        }
    }

    /// Reads a file of tickets to its end before anything of it is stored, because a file that breaks off in
    /// the middle must change nothing. Roster files are always read whole first.
    private void checkWhole(ImportFile file) throws ObjectStore.Replaced {
        try (CsvReading reading = open(file)) {
            imports.beginPass(file, reading.kind().id(), clock.instant());
            switch (reading.kind()) {
                case BUSINESS_UNITS, MANAGERS -> {}
                case TICKETS -> reading.tickets(1).forEachRemaining(row -> {});
            }
        }
    }

    private CsvReading open(ImportFile file) throws ObjectStore.Replaced {
        return CsvReading.open(objects.open(file.key(), file.etag()), file.key());
    }
}
