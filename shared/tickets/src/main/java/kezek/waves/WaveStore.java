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
import kezek.domain.Stage;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Timestamps;
import kezek.table.Write;

/// Waves: the units of assignment. Which tickets belong to a wave is a set of rows that move with the
/// tickets; there is no counter.
///
/// Thread-safe.
public final class WaveStore {

    public static final String DONE = "DONE";

    /// Twice the timeout of ingest in template.yaml: a pass that began before its wave was abandoned is
    /// over by then.
    private static final Duration LONGEST_PASS = Duration.ofMinutes(2);

    private final Table table;

    public WaveStore(Table table) {
        this.table = table;
    }

    /// How far a wave has come. A wave that is DONE has no entry any more.
    public enum State {
        /// Its file is still being read: it can gain rows.
        OPEN,
        /// It only loses rows from here on.
        SEALED,
        /// Its file stood still: plannable as it is.
        ABANDONED
    }

    /// A wave's entry in the list of unfinished waves.
    ///
    /// @param importId empty for LIVE and PARKED
    /// @param plannedRev the roster revision that PARKED was last planned on; -1 when it is to be planned
    ///     whatever the revision
    /// @param pending the number of pending rows the sweeper last saw, and since when
    public record Entry(
            String wave,
            String importId,
            String run,
            int number,
            State state,
            long plannedRev,
            long pending,
            Optional<Instant> pendingSince) {}

    /// What became of the rows of a wave; each row is counted once, however often the file was read.
    ///
    /// @param accepted new or changed tickets
    /// @param unchanged rows whose content is stored already, or is newer in the table
    /// @param retried of the unchanged: FAILED tickets that were tried again
    /// @param rejected rows with a reason in the report
    public record Counts(int accepted, int unchanged, int retried, int rejected) {

        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public Counts plus(Counts other) {
            return new Counts(
                    accepted + other.accepted,
                    unchanged + other.unchanged,
                    retried + other.retried,
                    rejected + other.rejected);
        }

        public int rows() {
            return accepted + unchanged + rejected;
        }
    }

    /// Puts the wave on the list, before its first ticket, or back on it when its file stood still and
    /// goes on. A sealed wave stays as it is.
    ///
    /// @return false when it is sealed: all its rows were stored, and their messages sent
    public boolean open(String importId, String run, int number) {
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
        return commit instanceof Commit.Done || !isSealed(importId, run, number);
    }

    /// @return whether the file has no more rows for this wave
    public boolean isSealed(String importId, String run, int number) {
        return table.get(Key.wave(importId, run, number))
                .filter(wave -> wave.has("sealedAt"))
                .isPresent();
    }

    /// Puts a wave that is DONE back on the list if it has rows: a pass that was overtaken by another one
    /// stored them when the other had sealed the wave.
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

    /// @return the LIVE wave of this hour, on the list
    public String openLive(Instant now) {
        String wave = WaveIds.live(now);
        table.write(Write.put(
                Item.at(Key.unfinished(wave)).with("state", State.SEALED.name()).build(), isNew()));
        return wave;
    }

    /// seal: the file has no more rows for this wave. The counts are written once; a repeated pass finds
    /// them written and changes nothing.
    public void seal(String importId, String run, int number, Counts counts, Instant now) {
        table.commit(
                Write.update(Key.wave(importId, run, number))
                        .set("state", State.SEALED.name())
                        .set(Item.fields()
                                .withAll(countFields(counts))
                                .with("sealedAt", now)
                                .build())
                        .when(all(isThere(), missing("sealedAt"))),
                Write.update(Key.unfinished(WaveIds.ofRun(run, number)))
                        .set("state", State.SEALED.name())
                        .when(isThere()));
    }

    /// abandon: the wave will get no more rows from its file, which stands still; what it has may be
    /// planned. A pass that began before may still be storing rows of it, as long as an invocation lasts.
    public void abandon(Entry entry, Instant now) {
        table.commit(
                Write.update(Key.wave(entry.importId(), entry.run(), entry.number()))
                        .set("state", State.ABANDONED.name())
                        .when(missing("sealedAt")),
                Write.update(Key.unfinished(entry.wave()))
                        .set("state", State.ABANDONED.name())
                        .set("abandonedAt", Timestamps.format(now))
                        .when(equal("state", State.OPEN.name())));
    }

    /// done: no row is left, and none will come.
    ///
    /// @return false when the wave can still gain rows, or is done already
    public boolean finish(Entry entry, Instant now) {
        if (entry.state() == State.OPEN) {
            return false;
        }
        Condition isAsSeen = equal("state", entry.state().name());
        Condition isOver = entry.state() == State.ABANDONED
                ? all(isAsSeen, atMost("abandonedAt", Timestamps.format(now.minus(LONGEST_PASS))))
                : isAsSeen;
        return table.commit(
                        Write.update(Key.wave(entry.importId(), entry.run(), entry.number()))
                                .set("state", DONE)
                                .remove("problem")
                                .always(),
                        Write.delete(Key.unfinished(entry.wave()), isOver))
                instanceof Commit.Done;
    }

    /// Takes an old LIVE wave off the list. Only the sweeper does this, and only hours after anything
    /// could have been put into it.
    public void forgetLive(Entry entry) {
        table.commit(Write.delete(Key.unfinished(entry.wave())));
    }

    /// Notes on which roster revision the parked tickets were planned.
    public void markParkedPlanned(long rosterRev) {
        table.write(Write.update(Key.unfinished(WaveIds.PARKED))
                .set("state", State.SEALED.name())
                .set("plannedRev", rosterRev)
                .always());
    }

    /// Lets the parked tickets be planned once more on the roster that they were planned on last.
    public void forgetParkedPlanned() {
        table.write(Write.update(Key.unfinished(WaveIds.PARKED))
                .remove("plannedRev")
                .when(isThere()));
    }

    /// Notes how many rows were pending, and since when that number stands.
    public void markPending(Entry entry, long pending, Instant since) {
        table.write(Write.update(Key.unfinished(entry.wave()))
                .set("pending", pending)
                .set("pendingSince", Timestamps.format(since))
                .when(isThere()));
    }

    /// Notes why the wave could not be planned, for its import to show; the sweeper's next hint tries
    /// again.
    public void noteProblem(String wave, Failure problem) {
        find(wave)
                .filter(entry -> !entry.run().isEmpty())
                .ifPresent(entry -> table.write(Write.update(Key.wave(entry.importId(), entry.run(), entry.number()))
                        .set(Item.fields()
                                .with("problem", FailureItems.item(problem))
                                .build())
                        .when(isThere())));
    }

    public Optional<Entry> find(String wave) {
        return table.get(Key.unfinished(wave)).map(WaveStore::entry);
    }

    /// @return the entry of the parked tickets, which is on the list only once they were planned
    public Entry parked() {
        return find(WaveIds.PARKED).orElse(new Entry(WaveIds.PARKED, "", "", 0, State.SEALED, -1, 0, Optional.empty()));
    }

    /// Every wave that is not DONE, in order of id.
    public List<Entry> unfinished() {
        try (Stream<Item> items = table.query(Key.UNFINISHED, "")) {
            return items.filter(item -> !item.sortKey().startsWith(Key.FILE_PREFIX))
                    .map(WaveStore::entry)
                    .toList();
        }
    }

    /// @return whether wave `number` of the run is finished; a number below 0 is
    public boolean isDone(String importId, String run, int number) {
        return number < 0
                || table.get(Key.wave(importId, run, number))
                        .filter(wave -> wave.string("state").equals(DONE))
                        .isPresent();
    }

    /// Asks whether no ticket of the wave is on its way any more.
    public boolean hasPending(String wave) {
        return !table.first(Key.wavePartition(wave), Slot.PENDING_PREFIX, 1).isEmpty();
    }

    /// @return whether a plan has anything to do
    public boolean hasReady(String wave) {
        return WaveIds.partitions(wave).stream()
                .anyMatch(partition -> !table.first(Key.wavePartition(partition), Slot.READY_PREFIX, 1)
                        .isEmpty());
    }

    public long countPending(String wave) {
        try (Stream<Item> rows = table.query(Key.wavePartition(wave), Slot.PENDING_PREFIX)) {
            return rows.count();
        }
    }

    /// All tickets of the wave that wait to be planned.
    public List<ReadyTicket> ready(String wave) {
        return WaveIds.partitions(wave).stream()
                .flatMap(partition -> table.query(Key.wavePartition(partition), Slot.READY_PREFIX)
                        .map(row -> WaveRows.readyTicket(partition, row)))
                .toList();
    }

    /// A ticket on its way.
    ///
    /// @param sent how often its message was sent to the queue of `sentStage`
    public record Pending(Slot slot, String ticketId, int rev, int sent, Stage sentStage) {}

    public List<Pending> pending(String wave) {
        try (Stream<Item> rows = table.query(Key.wavePartition(wave), Slot.PENDING_PREFIX)) {
            return rows.map(row -> new Pending(
                            new Slot(wave, row.sortKey()),
                            row.string("ticketId"),
                            row.integer("rev"),
                            row.integer("sent"),
                            Stage.valueOf(row.string("sentStage"))))
                    .toList();
        }
    }

    /// Notes that the message of a pending ticket was sent once more; counted for each stage. Of a row that
    /// is gone nothing is noted.
    public void countSentAgain(Pending row, Stage stage) {
        int sent = row.sentStage() == stage ? row.sent() + 1 : 1;
        table.write(Write.update(Key.slot(row.slot()))
                .set("sent", sent)
                .set("sentStage", stage.name())
                // Without the condition the update would bring a deleted row back to life.
                .when(all(isThere(), equal("rev", row.rev()))));
    }

    public static Item countFields(Counts counts) {
        return Item.fields()
                .with("accepted", counts.accepted())
                .with("unchanged", counts.unchanged())
                .with("retried", counts.retried())
                .with("rejected", counts.rejected())
                .build();
    }

    public static Counts counts(Item item) {
        return new Counts(
                Math.toIntExact(item.numberOrZero("accepted")),
                Math.toIntExact(item.numberOrZero("unchanged")),
                Math.toIntExact(item.numberOrZero("retried")),
                Math.toIntExact(item.numberOrZero("rejected")));
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
