package kezek.table;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import kezek.domain.Slot;
import kezek.domain.SlotState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The primary key of an item. Every key of the table is spelled here and nowhere else: `PK` and `SK` of the
/// stored items are part of the data and do not change.
///
/// @param partition the value of `PK`
/// @param sort the value of `SK`
public record Key(String partition, String sort) {

    static final String PARTITION = "PK";
    static final String SORT = "SK";

    public static final String ROSTER = "ROSTER";
    public static final String OFFICE_PREFIX = "OFFICE#";
    public static final String MANAGER_PREFIX = "MANAGER#";
    public static final String UNFINISHED = "WAVES";
    public static final String FILE_PREFIX = "FILE#";
    public static final String WAVE_PREFIX = "WAVE#";
    public static final String REJECT_PREFIX = "REJECT#";
    public static final String TOTAL_PREFIX = "TOTAL#";
    public static final String IMPORT = "IMPORT";
    public static final String IMPORTS = "IMPORTS";
    public static final String TICKET = "TICKET";
    public static final String EVENT_PREFIX = "EVENT#";
    static final String TOTAL = "TOTAL";
    public static final String VERSION_PREFIX = "V#";
    public static final String CELL_PREFIX = "CELL#";

    /// The revision of the roster, and the runs that are writing it.
    public static Key rosterMeta() {
        return new Key(ROSTER, "META");
    }

    /// The number of hub decisions that were ever made.
    public static Key hub() {
        return new Key(ROSTER, "HUB");
    }

    public static Key office(String id) {
        return new Key(ROSTER, OFFICE_PREFIX + id);
    }

    public static Key manager(String officeId, String id) {
        return new Key(ROSTER, MANAGER_PREFIX + officeId + "#" + id);
    }

    /// A ticket, or its tombstone.
    public static Key ticket(String id) {
        return new Key("TICKET#" + id, TICKET);
    }

    /// An event of a ticket. The key sorts by version.
    ///
    /// @param version up to 10 digits
    public static Key event(String ticketId, long version) {
        return new Key("TICKET#" + ticketId, String.format(Locale.ROOT, "%s%010d", EVENT_PREFIX, version));
    }

    /// The row of a ticket in its wave.
    public static Key slot(Slot slot) {
        return new Key(wavePartition(slot.wave()), slotSort(slot));
    }

    /// The sort key of a ticket's row in its wave, `P#{row, 8 digits}#{ticketId}` or `R#…`. It sorts by row.
    public static String slotSort(Slot slot) {
        return String.format(Locale.ROOT, "%s%08d#%s", slotPrefix(slot.state()), slot.row(), slot.ticketId());
    }

    /// @return how the sort keys of the rows in this state begin
    public static String slotPrefix(SlotState state) {
        return switch (state) {
            case PENDING -> "P#";
            case READY -> "R#";
        };
    }

    /// Reads a sort key that [#slotSort] wrote.
    ///
    /// @throws IllegalArgumentException if it is no key of a row in a wave
    public static Slot slot(String wave, String sort) {
        for (SlotState state : SlotState.values()) {
            String prefix = slotPrefix(state);
            int endOfRow = sort.indexOf('#', prefix.length());
            if (sort.startsWith(prefix) && endOfRow > 0) {
                int row = Integer.parseInt(sort, prefix.length(), endOfRow, 10);
                return new Slot(wave, state, row, sort.substring(endOfRow + 1));
            }
        }
        throw new IllegalArgumentException(
                "\"" + sort + "\" is no key of a row in wave " + wave + "; expected P#{row}#{ticketId} or R#…");
    }

    /// @return the partition of the rows of a wave
    public static String wavePartition(String wave) {
        return WAVE_PREFIX + wave;
    }

    /// An entry of the list of waves and files that are not finished.
    ///
    /// @param sort the id of a wave, or [#FILE_PREFIX] and a run
    public static Key unfinished(String sort) {
        return new Key(UNFINISHED, sort);
    }

    /// @return the partition of everything that is stored about an import
    public static String importPartition(String importId) {
        return "IMPORT#" + importId;
    }

    /// The head of an import.
    public static Key importItem(String importId) {
        return new Key(importPartition(importId), IMPORT);
    }

    /// An entry of the list of all imports. The key sorts by time.
    public static Key importListEntry(Instant created, String importId) {
        return new Key(IMPORTS, Timestamps.format(created) + "#" + importId);
    }

    /// A run of a file of an import.
    public static Key file(String importId, String run) {
        return new Key(importPartition(importId), FILE_PREFIX + run);
    }

    /// A wave of a run, as its import shows it. The key sorts by number.
    ///
    /// @param number up to 5 digits
    public static Key wave(String importId, String run, int number) {
        return new Key(importPartition(importId), String.format(Locale.ROOT, "%s%s#%05d", WAVE_PREFIX, run, number));
    }

    /// A rejected row. The key sorts by row.
    ///
    /// @param row up to 8 digits
    public static Key reject(String importId, String run, int row) {
        return new Key(importPartition(importId), String.format(Locale.ROOT, "%s%s#%08d", REJECT_PREFIX, run, row));
    }

    /// A shard of an import's counts of tickets by stage.
    public static Key importTotal(String importId, int shard) {
        return new Key(importPartition(importId), TOTAL_PREFIX + shard);
    }

    /// A place that a provider of geocoding answered with.
    ///
    /// @param normalised address
    public static Key place(String normalised) {
        return new Key("PLACE#" + normalised, "PLACE");
    }

    /// @return the partition of the versions of a prompt
    public static String promptPartition(String name) {
        return "PROMPT#" + name;
    }

    /// A version of a prompt. The key sorts by version.
    ///
    /// @param version up to 5 digits
    public static Key promptVersion(String name, int version) {
        return new Key(promptPartition(name), String.format(Locale.ROOT, "%s%05d", VERSION_PREFIX, version));
    }

    /// The number of the active version of a prompt.
    public static Key activePrompt(String name) {
        return new Key(promptPartition(name), "ACTIVE");
    }

    /// An answer of the model.
    ///
    /// @param hash of the question
    public static Key answer(String hash) {
        return new Key("ANSWER#" + hash, "ANSWER");
    }

    /// The state of the rate limit of a provider.
    public static Key rateLimit(String name) {
        return new Key("RATE#" + name, "SLOT");
    }

    /// A shard of the totals over all tickets.
    public static Key dashboardTotal(int shard) {
        return new Key(cubePartition(shard), TOTAL);
    }

    /// A shard of the count of the tickets that share every dimension.
    public static Key dashboardCell(int shard, String cell) {
        return new Key(cubePartition(shard), CELL_PREFIX + cell);
    }

    /// @return the partition of a shard of the totals and cells
    public static String cubePartition(int shard) {
        return "CUBE#" + shard;
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
