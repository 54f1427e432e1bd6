package kezek.waves;

import static kezek.table.Condition.all;
import static kezek.table.Condition.any;
import static kezek.table.Condition.atMost;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.isNew;
import static kezek.table.Condition.isThere;
import static kezek.table.Condition.missing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.domain.Failure;
import kezek.domain.Slot;
import kezek.domain.SlotState;
import kezek.domain.Stage;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;

/// Waves, the units of assignment. A set of rows says which tickets belong to a wave, and a row moves in the
/// transaction that moves its ticket, so no counter can be wrong.
///
/// Thread-safe.
public final class WaveStore {

    public static final String DONE = "DONE";

    private static final String PENDING = Key.slotPrefix(SlotState.PENDING);
    private static final String READY = Key.slotPrefix(SlotState.READY);

    /// Twice the timeout of ingest in template.yaml: after that, every pass that began before its wave was
    /// abandoned has ended.
    private static final Duration LONGEST_PASS = Duration.ofMinutes(2);

    private final Table table;

    public WaveStore(Table table) {
        this.table = table;
    }

    /// How far a wave has come. A wave that is [#DONE] has no entry.
    public enum State {
        /// Its file is still being read: it can gain rows.
        OPEN,
        /// From now on it only loses rows.
        SEALED,
        /// Its file stalled, or ended before its end: the wave may be planned as it is.
        ABANDONED
    }

    /// A wave's entry in the list of unfinished waves.
    ///
    /// @param importId empty for LIVE and PARKED
    /// @param run empty for LIVE and PARKED
    /// @param plannedRev the roster revision that PARKED was last planned on; -1 if it is to be planned on any
    ///     revision
    /// @param pending the number of pending rows that the sweeper saw last
    /// @param pendingSince since when that number has not changed; empty before the sweeper looked
    public record Entry(
            String wave,
            String importId,
            String run,
            int number,
            State state,
            long plannedRev,
            long pending,
            Optional<Instant> pendingSince) {}

    /// Puts a wave on the list before its first ticket is stored, or makes it OPEN again if its file stalled
    /// and goes on. A sealed wave stays as it is.
    ///
    /// @return OPEN, or SEALED if all its rows were stored and their messages sent before
    public State open(String importId, String run, int number) {
        String wave = WaveIds.ofRun(run, number);
        Commit commit = table.commit(
                Write.update(Key.wave(importId, run, number))
                        .set(Item.fields()
                                .with("run", run)
                                .with("number", number)
                                .with("state", State.OPEN.name())
                                .build())
                        .when(missing("sealedAt")),
                Write.put(
                        Item.at(Key.unfinished(wave))
                                .with("importId", importId)
                                .with("run", run)
                                .with("number", number)
                                .with("state", State.OPEN.name())
                                .build(),
                        any(isNew(), equal("state", State.ABANDONED.name()))));
        return switch (commit) {
            case Commit.Done() -> State.OPEN;
            case Commit.Lost lost -> isSealed(importId, run, number) ? State.SEALED : State.OPEN;
        };
    }

    /// @return whether the file has no more rows for this wave
    public boolean isSealed(String importId, String run, int number) {
        return table.get(Key.wave(importId, run, number))
                .filter(wave -> wave.has("sealedAt"))
                .isPresent();
    }

    /// Puts a wave that is DONE back on the list if it has rows. A pass that another one overtook may have
    /// stored them after the other had sealed the wave.
    public void listIfNotEmpty(String importId, String run, int number) {
        String wave = WaveIds.ofRun(run, number);
        if (!hasPending(wave) && !hasReady(wave)) {
            return;
        }
        table.commit(
                Write.update(Key.wave(importId, run, number))
                        .set("state", State.SEALED.name())
                        .when(equal("state", DONE)),
                Write.put(
                        Item.at(Key.unfinished(wave))
                                .with("importId", importId)
                                .with("run", run)
                                .with("number", number)
                                .with("state", State.SEALED.name())
                                .build(),
                        isNew()));
    }

    /// Puts the LIVE wave of this hour on the list, if it is not there yet.
    ///
    /// @return the id of the wave
    public String openLive(Instant now) {
        String wave = WaveIds.live(now);
        table.write(Write.put(
                Item.at(Key.unfinished(wave)).with("state", State.SEALED.name()).build(), isNew()));
        return wave;
    }

    /// seal: the file has no more rows for this wave. The counts are written once. A repeated pass finds them
    /// written and changes nothing.
    public void seal(String importId, String run, int number, RowCounts counts, Instant now) {
        table.commit(
                Write.update(Key.wave(importId, run, number))
                        .set("state", State.SEALED.name())
                        .set(Item.fields()
                                .withAll(RowCountItems.item(counts))
                                .with("sealedAt", now)
                                .build())
                        .when(all(isThere(), missing("sealedAt"))),
                Write.update(Key.unfinished(WaveIds.ofRun(run, number)))
                        .set("state", State.SEALED.name())
                        .when(isThere()));
    }

    /// abandon: the wave gets no more rows from its file, and those that it has may be planned. A pass that
    /// began before may still store rows of it, until its invocation ends.
    public void abandon(Entry entry, Instant now) {
        table.commit(
                Write.update(Key.wave(entry.importId(), entry.run(), entry.number()))
                        .set("state", State.ABANDONED.name())
                        .when(missing("sealedAt")),
                Write.update(Key.unfinished(entry.wave()))
                        .set("state", State.ABANDONED.name())
                        .set("abandonedAt", now)
                        .when(equal("state", State.OPEN.name())));
    }

    /// What became of the attempt to finish a wave.
    public enum FinishOutcome {
        /// The wave is DONE.
        FINISHED,
        /// The wave can still gain rows, or another planner finished it. Nothing was written.
        NOT_FINISHED
    }

    /// done: no row is left, and none will come. An abandoned wave is not finished before the last pass that
    /// could have stored a row of it has ended.
    ///
    /// @param entry of a wave without rows
    public FinishOutcome finish(Entry entry, Instant now) {
        if (entry.state() == State.OPEN) {
            return FinishOutcome.NOT_FINISHED;
        }
        Condition isAsSeen = equal("state", entry.state().name());
        Condition isOver = entry.state() == State.ABANDONED
                ? all(isAsSeen, atMost("abandonedAt", now.minus(LONGEST_PASS)))
                : isAsSeen;
        Commit commit = table.commit(
                Write.update(Key.wave(entry.importId(), entry.run(), entry.number()))
                        .set("state", DONE)
                        .remove("problem")
                        .always(),
                Write.delete(Key.unfinished(entry.wave()), isOver));
        return switch (commit) {
            case Commit.Done() -> FinishOutcome.FINISHED;
            case Commit.Lost lost -> FinishOutcome.NOT_FINISHED;
        };
    }

    /// Takes an old LIVE wave off the list. Only the sweeper does this, hours after the last moment at which a
    /// row could have been stored in it.
    public void forgetLive(Entry entry) {
        table.commit(Write.delete(Key.unfinished(entry.wave())));
    }

    /// Records on which roster revision the parked tickets were planned.
    public void markParkedPlanned(long rosterRev) {
        table.write(Write.update(Key.unfinished(WaveIds.PARKED))
                .set("state", State.SEALED.name())
                .set("plannedRev", rosterRev)
                .always());
    }

    /// Lets the parked tickets be planned again on the roster revision that they were planned on last.
    public void forgetParkedPlanned() {
        table.write(Write.update(Key.unfinished(WaveIds.PARKED))
                .remove("plannedRev")
                .when(isThere()));
    }

    /// Records how many rows are pending, and since when that number has not changed.
    public void markPending(Entry entry, long pending, Instant since) {
        table.write(Write.update(Key.unfinished(entry.wave()))
                .set("pending", pending)
                .set("pendingSince", since)
                .when(isThere()));
    }

    /// Records why a wave could not be planned, for its import to show. The sweeper's next hint tries again.
    /// Does nothing for LIVE and PARKED, which belong to no import.
    public void recordProblem(String wave, Failure problem) {
        find(wave)
                .filter(entry -> !entry.run().isEmpty())
                .ifPresent(entry -> table.write(Write.update(Key.wave(entry.importId(), entry.run(), entry.number()))
                        .set(Item.fields()
                                .with("problem", FailureItems.item(problem))
                                .build())
                        .when(isThere())));
    }

    /// @return empty if the wave is DONE, or was never opened
    public Optional<Entry> find(String wave) {
        return table.get(Key.unfinished(wave)).map(WaveStore::entry);
    }

    /// @return the entry of the parked tickets, or one that was never planned: it is on the list only after the
    ///     first plan
    public Entry parked() {
        return find(WaveIds.PARKED).orElse(new Entry(WaveIds.PARKED, "", "", 0, State.SEALED, -1, 0, Optional.empty()));
    }

    /// @return every wave that is not DONE, in order of id
    public List<Entry> unfinished() {
        try (Stream<Item> items = table.query(Key.UNFINISHED, "")) {
            return items.filter(item -> !item.sortKey().startsWith(Key.FILE_PREFIX))
                    .map(WaveStore::entry)
                    .toList();
        }
    }

    /// @param number counts from 0; the wave before the first one counts as DONE
    public boolean isDone(String importId, String run, int number) {
        return number < 0
                || table.get(Key.wave(importId, run, number))
                        .filter(wave -> wave.string("state").equals(DONE))
                        .isPresent();
    }

    /// @return whether a ticket of the wave is on its way to being ready
    public boolean hasPending(String wave) {
        return !table.first(Key.wavePartition(wave), PENDING, 1).isEmpty();
    }

    /// @return whether a ticket of the wave waits for a plan
    public boolean hasReady(String wave) {
        return WaveIds.partitions(wave).stream()
                .anyMatch(partition ->
                        !table.first(Key.wavePartition(partition), READY, 1).isEmpty());
    }

    public long countPending(String wave) {
        try (Stream<Item> rows = table.query(Key.wavePartition(wave), PENDING)) {
            return rows.count();
        }
    }

    /// @return all tickets of the wave that wait for a plan
    public List<ReadyTicket> ready(String wave) {
        return WaveIds.partitions(wave).stream()
                .flatMap(partition -> table.query(Key.wavePartition(partition), READY)
                        .map(row -> WaveRows.readyTicket(partition, row)))
                .toList();
    }

    /// A ticket on its way to being ready.
    ///
    /// @param sent how often its message was sent to the queue of `sentStage`
    public record Pending(Slot slot, int rev, int sent, Stage sentStage) {

        public String ticketId() {
            return slot.ticketId();
        }
    }

    /// @return all tickets of the wave that are on their way, in the order of their rows
    public List<Pending> pending(String wave) {
        try (Stream<Item> rows = table.query(Key.wavePartition(wave), PENDING)) {
            return rows.map(row -> new Pending(
                            Key.slot(wave, row.sortKey()),
                            row.integer("rev"),
                            row.integer("sent"),
                            Stage.valueOf(row.string("sentStage"))))
                    .toList();
        }
    }

    /// Counts that the message of a pending ticket was sent once more. The count begins anew with each stage.
    /// Does nothing if the row is gone.
    public void countRepeat(Pending row, Stage stage) {
        int sent = row.sentStage() == stage ? row.sent() + 1 : 1;
        table.write(Write.update(Key.slot(row.slot()))
                .set("sent", sent)
                .set("sentStage", stage.name())
                // Without the condition, the update would create a row that was deleted.
                .when(all(isThere(), equal("rev", row.rev()))));
    }

    private static Entry entry(Item item) {
        return new Entry(
                item.sortKey(),
                item.stringOrEmpty("importId"),
                item.stringOrEmpty("run"),
                Math.toIntExact(item.numberOrZero("number")),
                State.valueOf(item.string("state")),
                item.has("plannedRev") ? item.number("plannedRev") : -1,
                item.numberOrZero("pending"),
                item.optionalInstant("pendingSince"));
    }
}
