package kezek.table;

import java.util.Locale;
import java.util.Map;
import kezek.domain.Slot;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The primary key of an item. Every key of the table is spelled here and nowhere else.
public record Key(String partition, String sort) {

    public static final String PARTITION = "PK";
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

    public static Key rosterMeta() {
        return new Key(ROSTER, "META");
    }

    public static Key hub() {
        return new Key(ROSTER, "HUB");
    }

    public static Key office(String id) {
        return new Key(ROSTER, OFFICE_PREFIX + id);
    }

    public static Key manager(String officeId, String id) {
        return new Key(ROSTER, MANAGER_PREFIX + officeId + "#" + id);
    }

    public static Key ticket(String id) {
        return new Key("TICKET#" + id, TICKET);
    }

    public static Key event(String ticketId, long version) {
        return new Key("TICKET#" + ticketId, String.format(Locale.ROOT, "%s%010d", EVENT_PREFIX, version));
    }

    public static Key slot(Slot slot) {
        return new Key(wavePartition(slot.wave()), slot.key());
    }

    public static String wavePartition(String wave) {
        return WAVE_PREFIX + wave;
    }

    public static Key unfinished(String sort) {
        return new Key(UNFINISHED, sort);
    }

    public static String importPartition(String importId) {
        return "IMPORT#" + importId;
    }

    public static Key importItem(String importId) {
        return new Key(importPartition(importId), IMPORT);
    }

    public static Key importListEntry(String created, String importId) {
        return new Key(IMPORTS, created + "#" + importId);
    }

    public static Key file(String importId, String run) {
        return new Key(importPartition(importId), FILE_PREFIX + run);
    }

    public static Key wave(String importId, String run, int number) {
        return new Key(importPartition(importId), String.format(Locale.ROOT, "%s%s#%05d", WAVE_PREFIX, run, number));
    }

    public static Key reject(String importId, String run, int row) {
        return new Key(importPartition(importId), String.format(Locale.ROOT, "%s%s#%08d", REJECT_PREFIX, run, row));
    }

    public static Key importTotal(String importId, int shard) {
        return new Key(importPartition(importId), TOTAL_PREFIX + shard);
    }

    public static Key place(String normalised) {
        return new Key("PLACE#" + normalised, "PLACE");
    }

    public static String promptPartition(String name) {
        return "PROMPT#" + name;
    }

    public static Key promptVersion(String name, int version) {
        return new Key(promptPartition(name), String.format(Locale.ROOT, "%s%05d", VERSION_PREFIX, version));
    }

    public static Key activePrompt(String name) {
        return new Key(promptPartition(name), "ACTIVE");
    }

    public static Key answer(String hash) {
        return new Key("ANSWER#" + hash, "ANSWER");
    }

    public static Key rateLimit(String name) {
        return new Key("RATE#" + name, "SLOT");
    }

    public static Key dashboardTotal(int shard) {
        return new Key(cubePartition(shard), TOTAL);
    }

    public static Key dashboardCell(int shard, String cell) {
        return new Key(cubePartition(shard), CELL_PREFIX + cell);
    }

    public static String cubePartition(int shard) {
        return "CUBE#" + shard;
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
