package kezek.assign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.failure.PermanentFailure;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.messaging.Queues;
import kezek.messaging.TicketMessage;
import kezek.roster.RosterStore;
import kezek.tickets.StoredTicket;
import kezek.tickets.TicketStore;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;

/// Looks for what has stalled: a message or a hint that was lost, a file that no one reads on. A ticket has no
/// deadline, but it must not stop moving.
///
/// Thread-safe.
final class Sweeper {

    static final Duration FILE_STALLED_AFTER = Duration.ofMinutes(30);
    static final Duration LIVE_KEPT = Duration.ofHours(2);
    static final int MAX_SENT = 3;

    /// How many tickets are read, sent and counted together.
    private static final int ROWS_PER_STEP = 100;

    private final WaveStore waves;
    private final RosterStore rosters;
    private final TicketStore tickets;
    private final ImportStore imports;
    private final Queues queues;
    private final WaveWatch watch;
    private final Duration waveStalledAfter;
    private final Clock clock;

    /// @param waveStalledAfter how long the number of pending tickets of a wave may stay the same before their
    ///     messages are sent again
    Sweeper(
            WaveStore waves,
            RosterStore rosters,
            TicketStore tickets,
            ImportStore imports,
            Queues queues,
            WaveWatch watch,
            Duration waveStalledAfter,
            Clock clock) {
        this.waves = waves;
        this.rosters = rosters;
        this.tickets = tickets;
        this.imports = imports;
        this.queues = queues;
        this.watch = watch;
        this.waveStalledAfter = waveStalledAfter;
        this.clock = clock;
    }

    /// Looks once at everything that is unfinished.
    ///
    /// @throws TransientFailure `SWEEP_INCOMPLETE` after everything else was done, if a wave could not be
    ///     handled: if the invocation succeeded, the alarm on errors would stay silent
    void sweep(Log log) {
        Instant now = clock.instant();
        Set<String> loadingRuns = rosters.load().loadingRuns();
        List<WaveStore.Entry> unfinished = waves.unfinished();
        // This is read after those two, so a run that is not in this list has ended.
        List<ImportFile> files = imports.unfinishedFiles();
        files.stream()
                .filter(file -> file.updatedAt().isBefore(now.minus(FILE_STALLED_AFTER)))
                .forEach(file -> endStalledFile(file, now, log));
        cleanUpAfterEnded(loadingRuns, unfinished, files, now, log);
        List<String> reasons = wavesToSweep(unfinished).stream()
                .flatMap(entry -> sweepWave(entry, now, log).stream())
                .toList();
        hintParkedAfterRosterChange();
        if (!reasons.isEmpty()) {
            throw new TransientFailure(
                    "SWEEP_INCOMPLETE",
                    "waves that are left to the next sweep: " + reasons.size() + ", the first for " + reasons.getFirst()
                            + "; the lines before name them");
        }
    }

    /// A failure that occurs each time with one wave must not keep the sweeper from the others.
    ///
    /// @return why the wave is left to the next sweep; empty if it is not. It is a code and not the exception,
    ///     because the message of a foreign exception may quote a client, and the runtime prints the messages
    ///     of all causes
    private Optional<String> sweepWave(WaveStore.Entry entry, Instant now, Log log) {
        try {
            repeatIfStalled(entry, now, log);
            forgetIfOver(entry, now);
            watch.hintIfComplete(entry.wave());
            return Optional.empty();
        } catch (RuntimeException e) {
            log.error("wave " + entry.wave() + " is left to the next sweep", e);
            return Optional.of(code(e));
        }
    }

    private static String code(RuntimeException thrown) {
        return switch (thrown) {
            case TransientFailure failure -> failure.code();
            case PermanentFailure failure -> failure.code();
            default -> thrown.getClass().getSimpleName();
        };
    }

    /// The worker that ended a file may have died before it removed the file's mark on the roster and abandoned
    /// its open waves. Without this, everything would wait for those forever.
    private void cleanUpAfterEnded(
            Set<String> loadingRuns, List<WaveStore.Entry> unfinished, List<ImportFile> files, Instant now, Log log) {
        Set<String> reading = files.stream().map(ImportFile::run).collect(Collectors.toSet());
        loadingRuns.stream().filter(run -> !reading.contains(run)).forEach(run -> {
            log.warn("run " + run + " has ended: its mark on the roster is removed");
            rosters.finishLoading(run);
        });
        unfinished.stream()
                .filter(entry -> entry.state() == WaveStore.State.OPEN && !reading.contains(entry.run()))
                .forEach(entry -> {
                    log.warn("run " + entry.run() + " has ended: its wave " + entry.wave() + " is abandoned");
                    waves.abandon(entry, now);
                });
    }

    /// The message of the file was lost, or reading it fails each time, and others must not wait for it. A redrive
    /// of the message resumes the file.
    private void endStalledFile(ImportFile file, Instant now, Log log) {
        log.warn("run " + file.run() + " has stalled at row " + file.position() + " and is ended");
        Failure reason = new Failure(
                ImportFile.STALLED,
                file.fileName() + " was not read on after row " + file.position() + " for "
                        + FILE_STALLED_AFTER.toMinutes()
                        + " minutes; see the dead-letter queue of ingest, and put the file again");
        switch (imports.failStalled(file, reason, now)) {
            case WRITTEN -> {
                rosters.finishLoading(file.run());
                watch.abandonOpenWaves(file.run(), now);
            }
            // It goes on, or another worker has ended it and does the rest.
            case LOST -> {}
        }
    }

    /// @return the lowest wave of each run, because the later ones wait for it, and all LIVE waves
    private static List<WaveStore.Entry> wavesToSweep(List<WaveStore.Entry> unfinished) {
        Map<String, WaveStore.Entry> lowestOfRun = unfinished.stream()
                .filter(entry -> !entry.run().isEmpty())
                .collect(Collectors.toMap(
                        WaveStore.Entry::run,
                        Function.identity(),
                        BinaryOperator.minBy(Comparator.comparingInt(WaveStore.Entry::number))));
        Stream<WaveStore.Entry> live = unfinished.stream().filter(entry -> WaveIds.isLive(entry.wave()));
        return Stream.concat(lowestOfRun.values().stream(), live).toList();
    }

    private void repeatIfStalled(WaveStore.Entry entry, Instant now, Log log) {
        long pending = waves.countPending(entry.wave());
        if (pending != entry.pending() || entry.pendingSince().isEmpty()) {
            waves.markPending(entry, pending, now);
            return;
        }
        boolean isStalled = pending > 0 && entry.pendingSince().get().isBefore(now.minus(waveStalledAfter));
        if (isStalled) {
            repeatMessages(entry, log);
            waves.markPending(entry, pending, now);
        }
    }

    private void repeatMessages(WaveStore.Entry entry, Log log) {
        Set<Stage> idle =
                Stream.of(Stage.NEW, Stage.PLACED).filter(queues::isEmpty).collect(Collectors.toSet());
        List<WaveStore.Pending> rows = waves.pending(entry.wave());
        for (int from = 0; from < rows.size(); from += ROWS_PER_STEP) {
            List<LostMessage> lost = lost(rows.subList(from, Math.min(from + ROWS_PER_STEP, rows.size())), idle);
            repeatOrFail(entry, lost, log);
        }
    }

    /// A ticket whose message was lost.
    private record LostMessage(WaveStore.Pending row, Ticket ticket) {

        /// @return whether its message was sent so often that another one is not worth sending
        boolean isStuck() {
            return row.sentStage() == ticket.stage() && row.sent() >= MAX_SENT;
        }
    }

    /// @param idle the stages whose queues are empty
    /// @return the tickets that wait for one of these stages, so that their messages were lost
    private List<LostMessage> lost(List<WaveStore.Pending> rows, Set<Stage> idle) {
        Map<String, StoredTicket> stored =
                tickets.findAll(rows.stream().map(WaveStore.Pending::ticketId).toList());
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(stored.get(row.ticketId())).stream()
                        .filter(ticket -> idle.contains(ticket.stage()))
                        .map(StoredTicket::asTicket)
                        .filter(ticket -> ticket.rev() == row.rev() && ticket.status() == Status.OPEN)
                        .map(ticket -> new LostMessage(row, ticket)))
                .toList();
    }

    private void repeatOrFail(WaveStore.Entry entry, List<LostMessage> lost, Log log) {
        Map<Stage, List<WaveStore.Pending>> rowsByStage = new EnumMap<>(Stage.class);
        for (LostMessage found : lost) {
            if (found.isStuck()) {
                failStuck(found.ticket(), log);
            } else {
                rowsByStage
                        .computeIfAbsent(found.ticket().stage(), stage -> new ArrayList<>())
                        .add(found.row());
            }
        }
        rowsByStage.forEach((stage, rows) -> repeat(entry, stage, rows, log));
    }

    /// Sends first and counts second. A message too many does no harm, but a message that was counted and never
    /// sent could fail its ticket. If the time runs out, only few messages were sent and not counted.
    private void repeat(WaveStore.Entry entry, Stage stage, List<WaveStore.Pending> rows, Log log) {
        log.warn("wave " + entry.wave() + " has stalled: " + rows.size() + " messages are sent again for " + stage);
        List<TicketMessage> messages = rows.stream()
                .map(row -> new TicketMessage(row.ticketId(), row.rev()))
                .toList();
        queues.send(stage, messages, entry.importId());
        rows.forEach(row -> waves.countRepeat(row, stage));
    }

    private void failStuck(Ticket ticket, Log log) {
        String step = ticket.stage() == Stage.NEW ? "GEOCODE" : "CLASSIFY";
        log.warn("ticket " + ticket.id() + " is stuck in " + step);
        tickets.fail(
                ticket,
                new Failure(
                        "STUCK_IN_" + step,
                        "the message was sent " + MAX_SENT
                                + " times and nothing came of it; see the log of the function"));
    }

    private void forgetIfOver(WaveStore.Entry entry, Instant now) {
        boolean isOver = WaveIds.isLive(entry.wave())
                && WaveIds.endOfLive(entry.wave()).plus(LIVE_KEPT).isBefore(now)
                && !waves.hasPending(entry.wave())
                && !waves.hasReady(entry.wave());
        if (isOver) {
            waves.forgetLive(entry);
        }
    }

    private void hintParkedAfterRosterChange() {
        if (waves.parked().plannedRev() < rosters.load().rev() && waves.hasReady(WaveIds.PARKED)) {
            queues.hint(WaveIds.PARKED);
        }
    }
}
