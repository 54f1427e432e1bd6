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

/// Looks for what stands still: a message or a hint that was lost, a file whose reading died. There is no
/// deadline for a ticket; there is one for standing still.
final class Sweeper {

    static final Duration STILL_FILE = Duration.ofMinutes(30);
    static final Duration LIVE_KEPT = Duration.ofHours(2);
    static final int MAX_SENT = 3;

    private static final int ROWS_PER_STEP = 100;

    private final WaveStore waves;
    private final RosterStore rosters;
    private final TicketStore tickets;
    private final ImportStore imports;
    private final Queues queues;
    private final WaveWatch watch;
    private final Duration stillWave;
    private final Clock clock;

    /// @param stillWave how long the number of pending tickets of a wave may stand before messages are
    ///     sent again
    Sweeper(
            WaveStore waves,
            RosterStore rosters,
            TicketStore tickets,
            ImportStore imports,
            Queues queues,
            WaveWatch watch,
            Duration stillWave,
            Clock clock) {
        this.waves = waves;
        this.rosters = rosters;
        this.tickets = tickets;
        this.imports = imports;
        this.queues = queues;
        this.watch = watch;
        this.stillWave = stillWave;
        this.clock = clock;
    }

    /// @throws TransientFailure `SWEEP_INCOMPLETE`, after everything else was done, if a wave could not be
    ///     looked after: an invocation that succeeds would keep the alarm on errors silent
    void sweep(Log log) {
        Instant now = clock.instant();
        Set<String> loadingRuns = rosters.load().loadingRuns();
        List<WaveStore.Entry> unfinished = waves.unfinished();
        // Read after those two: a run that is not in this list any more has ended.
        List<ImportFile> files = imports.unfinishedFiles();
        files.stream()
                .filter(file -> file.updatedAt().isBefore(now.minus(STILL_FILE)))
                .forEach(file -> endStillFile(file, now, log));
        clearUpAfterEnded(loadingRuns, unfinished, files, now, log);
        List<String> reasons = worthALook(unfinished).stream()
                .flatMap(entry -> lookAfter(entry, now, log).stream())
                .toList();
        hintParkedAfterRosterChange();
        if (!reasons.isEmpty()) {
            throw new TransientFailure(
                    "SWEEP_INCOMPLETE",
                    "waves that are left to the next sweep: " + reasons.size() + ", the first for " + reasons.getFirst()
                            + "; the lines before name them");
        }
    }

    /// What fails always for one wave must not keep the sweeper from the others.
    ///
    /// @return why the wave is left to the next sweep. Not the exception: if it is not ours, its message
    ///     may quote a client, and the runtime prints the messages of all causes
    private Optional<String> lookAfter(WaveStore.Entry entry, Instant now, Log log) {
        try {
            sendAgainIfStill(entry, now, log);
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

    /// Whoever ended a file may have died before it ended the file's mark on the roster and its open waves;
    /// everybody would wait for those for ever.
    private void clearUpAfterEnded(
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

    /// Its messages are lost, or it fails each time: others must not wait for it. A redrive resumes it.
    private void endStillFile(ImportFile file, Instant now, Log log) {
        log.warn("run " + file.run() + " stands at row " + file.position() + " and is ended");
        Failure reason = new Failure(
                ImportFile.STALLED,
                file.fileName() + " was not read on after row " + file.position() + " for " + STILL_FILE.toMinutes()
                        + " minutes; see the dead-letter queue of ingest, and put the file again");
        if (!imports.failStill(file, reason, now)) {
            return;
        }
        rosters.finishLoading(file.run());
        watch.abandonOpenWaves(file.run(), now);
    }

    /// The lowest wave of each run, for the later ones wait for it, and everything LIVE.
    private static List<WaveStore.Entry> worthALook(List<WaveStore.Entry> unfinished) {
        Map<String, WaveStore.Entry> lowestOfRun = unfinished.stream()
                .filter(entry -> !entry.run().isEmpty())
                .collect(Collectors.toMap(
                        WaveStore.Entry::run,
                        Function.identity(),
                        BinaryOperator.minBy(Comparator.comparingInt(WaveStore.Entry::number))));
        Stream<WaveStore.Entry> live = unfinished.stream().filter(entry -> WaveIds.isLive(entry.wave()));
        return Stream.concat(lowestOfRun.values().stream(), live).toList();
    }

    private void sendAgainIfStill(WaveStore.Entry entry, Instant now, Log log) {
        long pending = waves.countPending(entry.wave());
        if (pending != entry.pending() || entry.pendingSince().isEmpty()) {
            waves.markPending(entry, pending, now);
            return;
        }
        boolean isStill = pending > 0 && entry.pendingSince().get().isBefore(now.minus(stillWave));
        if (isStill) {
            sendAgain(entry, log);
            waves.markPending(entry, pending, now);
        }
    }

    private void sendAgain(WaveStore.Entry entry, Log log) {
        Set<Stage> idle =
                Stream.of(Stage.NEW, Stage.PLACED).filter(queues::isEmpty).collect(Collectors.toSet());
        List<WaveStore.Pending> rows = waves.pending(entry.wave());
        for (int from = 0; from < rows.size(); from += ROWS_PER_STEP) {
            sendAgain(entry, rows.subList(from, Math.min(from + ROWS_PER_STEP, rows.size())), idle, log);
        }
    }

    /// Sends and then counts: a message too many does no harm, but three that were counted and never sent
    /// would fail the ticket. Step by step: when the time runs out, few are sent and not counted.
    private void sendAgain(WaveStore.Entry entry, List<WaveStore.Pending> rows, Set<Stage> idle, Log log) {
        Map<String, StoredTicket> stored =
                tickets.findAll(rows.stream().map(WaveStore.Pending::ticketId).toList());
        Map<Stage, List<WaveStore.Pending>> again = new EnumMap<>(Stage.class);
        for (WaveStore.Pending row : rows) {
            Optional.ofNullable(stored.get(row.ticketId()))
                    .filter(ticket -> idle.contains(ticket.stage()))
                    .map(StoredTicket::asTicket)
                    .filter(ticket -> ticket.rev() == row.rev() && ticket.status() == Status.OPEN)
                    .filter(ticket -> isWorthSending(row, ticket, log))
                    .ifPresent(ticket -> again.computeIfAbsent(ticket.stage(), stage -> new ArrayList<>())
                            .add(row));
        }
        again.forEach((stage, lost) -> {
            log.warn(
                    "wave " + entry.wave() + " stands still: " + lost.size() + " messages are sent again for " + stage);
            List<TicketMessage> messages = lost.stream()
                    .map(row -> new TicketMessage(row.ticketId(), row.rev()))
                    .toList();
            queues.send(stage, messages, entry.importId());
            lost.forEach(row -> waves.countSentAgain(row, stage));
        });
    }

    private boolean isWorthSending(WaveStore.Pending row, Ticket ticket, Log log) {
        boolean isSentOften = row.sentStage() == ticket.stage() && row.sent() >= MAX_SENT;
        if (!isSentOften) {
            return true;
        }
        String step = ticket.stage() == Stage.NEW ? "GEOCODE" : "CLASSIFY";
        log.warn("ticket " + ticket.id() + " is stuck in " + step);
        tickets.fail(
                ticket,
                new Failure(
                        "STUCK_IN_" + step,
                        "the message was sent " + MAX_SENT
                                + " times and nothing came of it; see the log of the function"));
        return false;
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
