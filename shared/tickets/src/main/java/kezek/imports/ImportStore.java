package kezek.imports;

import static kezek.table.Condition.all;
import static kezek.table.Condition.equal;
import static kezek.table.Condition.isNew;
import static kezek.table.Condition.isThere;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kezek.domain.Failure;
import kezek.execution.Parallel;
import kezek.figures.Totals;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.FailureItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.Write;
import kezek.table.WriteOutcome;
import kezek.waves.RowCountItems;
import kezek.waves.RowCounts;
import kezek.waves.WaveStore;

/// Imports: which files came, how far each was read, and what became of its rows.
///
/// Thread-safe.
public final class ImportStore {

    private final Table table;

    public ImportStore(Table table) {
        this.table = table;
    }

    /// Makes an import known, unless it is.
    public void create(String importId, Instant now) {
        table.commit(
                Write.put(
                        Item.at(Key.importItem(importId))
                                .with("id", importId)
                                .with("created", now)
                                .build(),
                        isNew()),
                Write.put(Item.at(Key.importListEntry(now, importId))
                        .with("id", importId)
                        .build()));
    }

    /// Records which kinds of file an import will consist of. Its tickets are not planned until a file of each
    /// kind is read.
    ///
    /// @param kinds replace those that were announced before
    public void announce(String importId, Set<String> kinds, Instant now) {
        create(importId, now);
        table.write(Write.update(Key.importItem(importId))
                .setOrRemove("announced", kinds)
                .set("announcedAt", now)
                .always());
    }

    /// Begins a run, or finds one that has begun.
    ///
    /// @param file in state READING at position 0
    /// @return the run as it is stored now
    public ImportFile begin(ImportFile file) {
        Commit commit = table.commit(Write.put(item(file), isNew()), Write.put(unfinishedEntry(file)));
        return switch (commit) {
            case Commit.Done() -> file;
            case Commit.Lost(List<Commit.Loss> losses) ->
                file(file.importId(), losses.getFirst().found().orElseThrow());
        };
    }

    /// Resumes a file that the sweeper ended because it stalled: the file is READING again.
    ///
    /// @param file as it was read
    /// @return LOST if the file is no longer FAILED at this position
    public WriteOutcome resume(ImportFile file, Instant now) {
        return WriteOutcome.of(table.commit(
                Write.update(fileKey(file))
                        .set("state", ImportFile.State.READING.name())
                        .set("updatedAt", now)
                        .remove("error")
                        .when(all(equal("state", ImportFile.State.FAILED.name()), equal("position", file.position()))),
                Write.put(unfinishedEntry(file))));
    }

    /// Records that a pass begins to read the file, so the file is not stalled.
    ///
    /// @param kind as the header of the file says
    public void beginPass(ImportFile file, String kind, Instant now) {
        table.write(Write.update(fileKey(file))
                .set("kind", kind)
                .set("updatedAt", now)
                .when(isThere()));
    }

    /// Moves the position of a file.
    ///
    /// @param seen as it was read
    /// @param counts of the wave that is open at the new position
    /// @return the file as it is now; empty if another pass moved it first, so that the caller stops
    public Optional<ImportFile> advance(ImportFile seen, int position, RowCounts counts, Instant now) {
        // A transaction has a token. If the answer to a plain write were lost, the client's own retry would find
        // the position moved, and the only pass that there is would stop.
        WriteOutcome outcome = WriteOutcome.of(table.commit(Write.update(fileKey(seen))
                .set("position", position)
                .set(RowCountItems.item(counts))
                .set("updatedAt", now)
                .when(all(equal("state", ImportFile.State.READING.name()), equal("position", seen.position())))));
        return switch (outcome) {
            case WRITTEN -> findFile(seen.importId(), seen.run());
            case LOST -> Optional.empty();
        };
    }

    /// Replaces the notes about rows of a file that are odd and yet accepted.
    public void note(ImportFile file, List<String> notes) {
        table.write(Write.update(fileKey(file))
                .set(Item.fields().with("notes", notes).build())
                .when(isThere()));
    }

    /// Ends a file that was read to its end.
    ///
    /// @param counts of a roster file; [RowCounts#NONE] for tickets, whose waves are counted
    /// @return LOST if it ended otherwise in the meantime
    public WriteOutcome finish(ImportFile file, int rows, RowCounts counts, Instant now) {
        return end(
                file,
                ImportFile.State.READ,
                Item.fields()
                        .with("position", rows)
                        .withAll(RowCountItems.item(counts))
                        .build(),
                now);
    }

    /// Ends a file that cannot be read as a whole.
    ///
    /// @return LOST if it ended otherwise in the meantime
    public WriteOutcome fail(ImportFile file, Failure error, Instant now) {
        return end(
                file,
                ImportFile.State.FAILED,
                Item.fields().with("error", FailureItems.item(error)).build(),
                now);
    }

    /// Ends a file that stalled.
    ///
    /// @param seen as it was read
    /// @return LOST if a pass has begun since, or the file ended otherwise
    public WriteOutcome failStalled(ImportFile seen, Failure error, Instant now) {
        return end(
                seen,
                ImportFile.State.FAILED,
                Item.fields().with("error", FailureItems.item(error)).build(),
                now,
                all(isReading(), equal("updatedAt", seen.updatedAt())));
    }

    /// Ends a file whose object was replaced while it was read.
    ///
    /// @return LOST if it ended otherwise in the meantime
    public WriteOutcome supersede(ImportFile file, Instant now) {
        return end(file, ImportFile.State.SUPERSEDED, Item.fields().build(), now);
    }

    private static Condition isReading() {
        return equal("state", ImportFile.State.READING.name());
    }

    private WriteOutcome end(ImportFile file, ImportFile.State state, Item details, Instant now) {
        return end(file, state, details, now, isReading());
    }

    private WriteOutcome end(ImportFile file, ImportFile.State state, Item details, Instant now, Condition condition) {
        return WriteOutcome.of(table.commit(
                Write.update(fileKey(file))
                        .set("state", state.name())
                        .set(details)
                        .set("updatedAt", now)
                        .when(condition),
                Write.delete(unfinishedKey(file.run()))));
    }

    /// Stores a rejected row for the report. A repeated pass stores the same row again.
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

    /// @return every file that is being read
    public List<ImportFile> unfinishedFiles() {
        try (Stream<Item> entries = table.query(Key.UNFINISHED, Key.FILE_PREFIX)) {
            return entries.flatMap(entry -> findFile(entry.string("importId"), entry.string("run")).stream())
                    .toList();
        }
    }

    /// Reads all that is stored about an import.
    public Optional<ImportRecord> find(String importId) {
        try (Stream<Item> items = table.query(Key.importPartition(importId), "")) {
            return Optional.of(items.toList())
                    .filter(found -> !found.isEmpty())
                    .flatMap(found -> importRecord(importId, found));
        }
    }

    /// Reads an import and its files, without the waves and the report.
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

    /// Reads several imports at the same time, each without its report of rejected rows, which may be long.
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
                Totals.stages(withPrefix(items, Key.TOTAL_PREFIX).toList()),
                Totals.closedStages(withPrefix(items, Key.TOTAL_PREFIX).toList())));
    }

    private static Stream<Item> withPrefix(List<Item> items, String prefix) {
        return items.stream().filter(item -> item.sortKey().startsWith(prefix));
    }

    private static ImportRecord.Wave wave(Item item) {
        return new ImportRecord.Wave(
                item.string("run"),
                item.integer("number"),
                item.string("state").equals(WaveStore.DONE),
                RowCountItems.counts(item),
                item.map("problem").map(FailureItems::failure));
    }

    private static ImportRecord.Reject reject(Item item) {
        return new ImportRecord.Reject(
                item.string("run"), item.integer("row"), item.string("code"), item.string("reason"));
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
                .withAll(RowCountItems.item(file.counts()))
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
                RowCountItems.counts(item),
                item.map("error").map(FailureItems::failure),
                item.stringList("notes"),
                item.instant("updatedAt"));
    }
}
