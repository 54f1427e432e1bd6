package kezek.imports;

import static kezek.table.Condition.all;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.isNew;
import static kezek.table.Condition.isThere;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.execution.Parallel;
import kezek.figures.Totals;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Timestamps;
import kezek.table.Write;
import kezek.waves.WaveStore;

/// Imports: which files came, how far each was read, and what became of its rows.
///
/// Thread-safe.
public final class ImportStore {

    private final Table table;

    public ImportStore(Table table) {
        this.table = table;
    }

    /// Makes the import known. Doing it twice is doing it once.
    public void create(String importId, Instant now) {
        String created = Timestamps.format(now);
        table.commit(
                Write.put(
                        Item.at(Key.importItem(importId))
                                .with("id", importId)
                                .with("created", created)
                                .build(),
                        isNew()),
                Write.put(Item.at(Key.importListEntry(created, importId))
                        .with("id", importId)
                        .build()));
    }

    /// Notes which kinds of file the import will consist of: its tickets wait until all of them are read.
    public void announce(String importId, Set<String> kinds, Instant now) {
        create(importId, now);
        table.write(Write.update(Key.importItem(importId))
                .setOrRemove("announced", kinds)
                .set("announcedAt", Timestamps.format(now))
                .always());
    }

    /// Begins a run, or finds it begun.
    ///
    /// @param file in state READING at position 0
    /// @return the run as it is stored
    public ImportFile begin(ImportFile file) {
        Commit commit = table.commit(Write.put(item(file), isNew()), Write.put(unfinishedEntry(file)));
        return switch (commit) {
            case Commit.Done() -> file;
            case Commit.Lost(List<Commit.Loss> losses) ->
                file(file.importId(), losses.getFirst().found().orElseThrow());
        };
    }

    /// Goes on with a file that the sweeper had failed because it stood still.
    public boolean resume(ImportFile file, Instant now) {
        return isDone(table.commit(
                Write.update(fileKey(file))
                        .set("state", ImportFile.State.READING.name())
                        .set("updatedAt", Timestamps.format(now))
                        .remove("error")
                        .when(all(equal("state", ImportFile.State.FAILED.name()), equal("position", file.position()))),
                Write.put(unfinishedEntry(file))));
    }

    /// A pass begins to read the file, which does not stand still then. Notes of which kind the file is, as
    /// its header says.
    public void beginPass(ImportFile file, String kind, Instant now) {
        table.write(Write.update(fileKey(file))
                .set("kind", kind)
                .set("updatedAt", Timestamps.format(now))
                .when(isThere()));
    }

    /// Moves the position of a file.
    ///
    /// @param seen as it was read
    /// @param counts of the wave that is open at the new position
    /// @return the file as it is now; empty when another pass moved it first, and the caller stops
    public Optional<ImportFile> advance(ImportFile seen, int position, WaveStore.Counts counts, Instant now) {
        // As a transaction, which has a token: when the answer to a plain write is lost, the client's own
        // retry finds the position moved, and the only pass there is would stop.
        boolean isMoved = isDone(table.commit(Write.update(fileKey(seen))
                .set("position", position)
                .set(WaveStore.countFields(counts))
                .set("updatedAt", Timestamps.format(now))
                .when(all(equal("state", ImportFile.State.READING.name()), equal("position", seen.position())))));
        return isMoved ? findFile(seen.importId(), seen.run()) : Optional.empty();
    }

    /// Keeps what is odd about the rows of a file and yet accepted.
    public void note(ImportFile file, List<String> notes) {
        table.write(Write.update(fileKey(file))
                .set(Item.fields().with("notes", notes).build())
                .when(isThere()));
    }

    /// The file is read to its end.
    ///
    /// @param counts of a roster file; [WaveStore.Counts#NONE] for tickets, whose waves are counted
    /// @return false when it ended otherwise meanwhile
    public boolean finish(ImportFile file, int rows, WaveStore.Counts counts, Instant now) {
        return end(
                file,
                ImportFile.State.READ,
                Item.fields()
                        .with("position", rows)
                        .withAll(WaveStore.countFields(counts))
                        .build(),
                now);
    }

    /// The file as a whole cannot be read.
    public boolean fail(ImportFile file, Failure error, Instant now) {
        return end(
                file,
                ImportFile.State.FAILED,
                Item.fields().with("error", FailureItems.item(error)).build(),
                now);
    }

    /// The file stood still, and nobody has begun to read it again since it was read here.
    ///
    /// @return false when it goes on, or ended otherwise meanwhile
    public boolean failStill(ImportFile seen, Failure error, Instant now) {
        return end(
                seen,
                ImportFile.State.FAILED,
                Item.fields().with("error", FailureItems.item(error)).build(),
                now,
                all(isReading(), equal("updatedAt", Timestamps.format(seen.updatedAt()))));
    }

    /// The object was replaced while it was read.
    public boolean supersede(ImportFile file, Instant now) {
        return end(file, ImportFile.State.SUPERSEDED, Item.fields().build(), now);
    }

    private static Condition isReading() {
        return equal("state", ImportFile.State.READING.name());
    }

    private boolean end(ImportFile file, ImportFile.State state, Item details, Instant now) {
        return end(file, state, details, now, isReading());
    }

    private boolean end(ImportFile file, ImportFile.State state, Item details, Instant now, Condition condition) {
        return isDone(table.commit(
                Write.update(fileKey(file))
                        .set("state", state.name())
                        .set(details)
                        .set("updatedAt", Timestamps.format(now))
                        .when(condition),
                Write.delete(unfinishedKey(file.run()))));
    }

    /// Keeps a rejected row for the report. Doing it twice is doing it once.
    public void reject(ImportFile file, int row, String code, String reason) {
        table.write(Write.put(Item.at(Key.reject(file.importId(), file.run(), row))
                .with("run", file.run())
                .with("row", row)
                .with("code", code)
                .with("reason", reason)
                .build()));
    }

    public Optional<ImportFile> findFile(String importId, String run) {
        return table.get(Key.file(importId, run)).map(item -> file(importId, item));
    }

    /// Every file that is being read.
    public List<ImportFile> unfinishedFiles() {
        try (Stream<Item> entries = table.query(Key.UNFINISHED, Key.FILE_PREFIX)) {
            return entries.flatMap(entry -> findFile(entry.string("importId"), entry.string("run")).stream())
                    .toList();
        }
    }

    public Optional<ImportRecord> find(String importId) {
        try (Stream<Item> items = table.query(Key.importPartition(importId), "")) {
            return Optional.of(items.toList())
                    .filter(found -> !found.isEmpty())
                    .flatMap(found -> importRecord(importId, found));
        }
    }

    /// The import and its files alone, without the waves and the report.
    public Optional<ImportRecord> findFiles(String importId) {
        return table.get(Key.importItem(importId)).flatMap(header -> {
            try (Stream<Item> files = table.query(Key.importPartition(importId), Key.FILE_PREFIX)) {
                return importRecord(
                        importId, Stream.concat(Stream.of(header), files).toList());
            }
        });
    }

    /// @return the ids of all imports, newest first
    public List<String> list() {
        try (Stream<Item> items = table.query(Key.IMPORTS, "")) {
            return items.sorted(Comparator.comparing(Item::sortKey).reversed())
                    .map(item -> item.string("id"))
                    .toList();
        }
    }

    /// Reads several imports at once, each without its report of rejected rows, which may be long.
    ///
    /// @return those that exist, in the order of the ids
    public List<ImportRecord> findSummaries(List<String> importIds) {
        return Parallel.onVirtualThreads().map(importIds, this::findSummary).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ImportRecord> findSummary(String importId) {
        return importRecord(
                importId,
                Stream.of(Key.IMPORT, Key.FILE_PREFIX, Key.WAVE_PREFIX, Key.TOTAL_PREFIX)
                        .flatMap(prefix -> table.query(Key.importPartition(importId), prefix))
                        .toList());
    }

    private static Optional<ImportRecord> importRecord(String importId, List<Item> items) {
        Optional<Item> header =
                items.stream().filter(item -> item.sortKey().equals(Key.IMPORT)).findFirst();
        return header.map(item -> new ImportRecord(
                importId,
                item.instant("created"),
                item.stringSet("announced"),
                item.optionalInstant("announcedAt"),
                withPrefix(items, Key.FILE_PREFIX)
                        .map(file -> file(importId, file))
                        .toList(),
                withPrefix(items, Key.WAVE_PREFIX).map(ImportStore::wave).toList(),
                withPrefix(items, Key.REJECT_PREFIX).map(ImportStore::reject).toList(),
                stages(withPrefix(items, Key.TOTAL_PREFIX).toList(), ""),
                stages(withPrefix(items, Key.TOTAL_PREFIX).toList(), Totals.CLOSED_PREFIX)));
    }

    private static Stream<Item> withPrefix(List<Item> items, String prefix) {
        return items.stream().filter(item -> item.sortKey().startsWith(prefix));
    }

    private static ImportRecord.Wave wave(Item item) {
        return new ImportRecord.Wave(
                item.string("run"),
                item.integer("number"),
                item.string("state").equals(WaveStore.DONE),
                WaveStore.counts(item),
                item.map("problem").map(FailureItems::failure));
    }

    private static ImportRecord.Reject reject(Item item) {
        return new ImportRecord.Reject(
                item.string("run"), item.integer("row"), item.string("code"), item.string("reason"));
    }

    /// @param prefix of the attributes that count
    private static Map<String, Long> stages(List<Item> shards, String prefix) {
        Map<String, Long> sums = new HashMap<>();
        for (Stage stage : Stage.values()) {
            long sum = shards.stream()
                    .mapToLong(shard -> shard.numberOrZero(prefix + stage.name()))
                    .sum();
            if (sum != 0) {
                sums.put(stage.name(), sum);
            }
        }
        return Map.copyOf(sums);
    }

    private static Key fileKey(ImportFile file) {
        return Key.file(file.importId(), file.run());
    }

    private static Key unfinishedKey(String run) {
        return Key.unfinished(Key.FILE_PREFIX + run);
    }

    private static Item unfinishedEntry(ImportFile file) {
        return Item.at(unfinishedKey(file.run()))
                .with("importId", file.importId())
                .with("run", file.run())
                .build();
    }

    private static Item item(ImportFile file) {
        return Item.at(fileKey(file))
                .with("run", file.run())
                .with("key", file.key())
                .with("etag", file.etag())
                .with("sequencer", file.sequencer())
                .with("srcTime", file.sourceTime())
                .with("state", file.state().name())
                .with("position", file.position())
                .withAll(WaveStore.countFields(file.counts()))
                .with("updatedAt", file.updatedAt())
                .build();
    }

    private static ImportFile file(String importId, Item item) {
        return new ImportFile(
                importId,
                item.string("run"),
                item.string("key"),
                item.string("etag"),
                item.string("sequencer"),
                item.instant("srcTime"),
                item.optionalString("kind"),
                ImportFile.State.valueOf(item.string("state")),
                item.integer("position"),
                WaveStore.counts(item),
                item.map("error").map(FailureItems::failure),
                item.stringList("notes"),
                item.instant("updatedAt"));
    }

    private static boolean isDone(Commit commit) {
        return commit instanceof Commit.Done;
    }
}
