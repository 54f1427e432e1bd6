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
import kezek.waves.WaveWatch;

/// Reads one run of one file, whole or the next slice of it. Reading it again changes nothing: what it
/// stores is known by natural keys, and what it counts by run and row.
final class ImportReader {

    private final ObjectStore objects;
    private final ImportStore imports;
    private final RosterFile rosterFile;
    private final TicketFile ticketFile;
    private final WaveWatch watch;
    private final Queues queues;
    private final Clock clock;

    ImportReader(
            ObjectStore objects,
            ImportStore imports,
            RosterFile rosterFile,
            TicketFile ticketFile,
            WaveWatch watch,
            Queues queues,
            Clock clock) {
        this.objects = objects;
        this.imports = imports;
        this.rosterFile = rosterFile;
        this.ticketFile = ticketFile;
        this.watch = watch;
        this.queues = queues;
        this.clock = clock;
    }

    /// Begins a run, or goes on with it.
    ///
    /// @param file as the event tells of it
    void begin(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        imports.create(file.importId(), clock.instant());
        read(imports.begin(file), timeLeft, log);
    }

    /// Reads a run on from its position.
    ///
    /// @param file as it is stored
    void read(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        switch (file.state()) {
            case READING -> readSlice(file, timeLeft, log);
            // The hints of the earlier pass may be lost.
            case READ -> watch.hintAllOf(file.importId());
            case SUPERSEDED -> log.info("run " + file.run() + " was superseded before");
            case FAILED -> resume(file, timeLeft, log);
        }
    }

    private void resume(ImportFile file, Supplier<Duration> timeLeft, Log log) {
        boolean stoodStill = file.error()
                .filter(error -> error.code().equals(ImportFile.STALLED))
                .isPresent();
        if (!stoodStill || !imports.resume(file, clock.instant())) {
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
                    case BUSINESS_UNITS -> rosterFile.readOffices(file, reading, log);
                    case MANAGERS -> rosterFile.readManagers(file, reading, log);
                    case TICKETS -> ticketFile.read(file, reading, timeLeft, log);
                }
            }
        } catch (ObjectStore.Replaced e) {
            log.info("run " + file.run() + " is superseded: the object was replaced");
            if (imports.supersede(file, clock.instant())) {
                watch.abandonOpenWaves(file.run(), clock.instant());
            }
        } catch (UnreadableFile e) {
            log.warn("run " + file.run() + " cannot be read: " + e.code());
            if (imports.fail(file, new Failure(e.code(), String.valueOf(e.getMessage())), clock.instant())) {
                watch.abandonOpenWaves(file.run(), clock.instant());
            }
        } catch (Deferred wait) {
            // An office that the gazetteer does not know, while tickets stand in line at the provider.
            log.info("run " + file.run() + " is read on later: " + wait.getMessage());
            queues.readOn(new ContinueImport(file.importId(), file.run()), wait.delay());
        } catch (UncheckedIOException e) {
            throw new TransientFailure("BUCKET_BUSY", "the stream of run " + file.run() + " broke off", e);
        }
    }

    /// Reads a file of tickets to its end before anything of it is stored: one that breaks off in the
    /// middle must change nothing. Rosters are read whole anyway.
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
