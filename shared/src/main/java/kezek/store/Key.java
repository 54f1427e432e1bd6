package kezek.store;

import java.util.Locale;
import java.util.Map;
import kezek.domain.Slot;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The primary key of an item. Every key of the table is spelled here and nowhere else.
record Key(String partition, String sort) {

    static final String PARTITION = "PK";
    static final String SORT = "SK";

    static final String ROSTER = "ROSTER";
    static final String OFFICE_PREFIX = "OFFICE#";
    static final String MANAGER_PREFIX = "MANAGER#";
    static final String UNFINISHED = "WAVES";
    static final String FILE_PREFIX = "FILE#";
    static final String WAVE_PREFIX = "WAVE#";
    static final String REJECT_PREFIX = "REJECT#";
    static final String TOTAL_PREFIX = "TOTAL#";
    static final String IMPORT = "IMPORT";
    static final String IMPORTS = "IMPORTS";
    static final String TICKET = "TICKET";
    static final String EVENT_PREFIX = "EVENT#";
    static final String TOTAL = "TOTAL";
    static final String VERSION_PREFIX = "V#";
    static final String CELL_PREFIX = "CELL#";

    static Key rosterMeta() {
        return new Key(ROSTER, "META");
    }

    static Key hub() {
        return new Key(ROSTER, "HUB");
    }

    static Key office(String id) {
        return new Key(ROSTER, OFFICE_PREFIX + id);
    }

    static Key manager(String officeId, String id) {
        return new Key(ROSTER, MANAGER_PREFIX + officeId + "#" + id);
    }

    static Key ticket(String id) {
        return new Key("TICKET#" + id, TICKET);
    }

    static Key event(String ticketId, long version) {
        return new Key("TICKET#" + ticketId, String.format(Locale.ROOT, "%s%010d", EVENT_PREFIX, version));
    }

    static Key slot(Slot slot) {
        return new Key(wavePartition(slot.wave()), slot.key());
    }

    static String wavePartition(String wave) {
        return WAVE_PREFIX + wave;
    }

    static Key unfinished(String sort) {
        return new Key(UNFINISHED, sort);
    }

    static String importPartition(String importId) {
        return "IMPORT#" + importId;
    }

    static Key importItem(String importId) {
        return new Key(importPartition(importId), IMPORT);
    }

    static Key importListEntry(String created, String importId) {
        return new Key(IMPORTS, created + "#" + importId);
    }

    static Key file(String importId, String run) {
        return new Key(importPartition(importId), FILE_PREFIX + run);
    }

    static Key wave(String importId, String run, int number) {
        return new Key(importPartition(importId), String.format(Locale.ROOT, "%s%s#%05d", WAVE_PREFIX, run, number));
    }

    static Key reject(String importId, String run, int row) {
        return new Key(importPartition(importId), String.format(Locale.ROOT, "%s%s#%08d", REJECT_PREFIX, run, row));
    }

    static Key importTotal(String importId, int shard) {
        return new Key(importPartition(importId), TOTAL_PREFIX + shard);
    }

    static Key place(String normalised) {
        return new Key("PLACE#" + normalised, "PLACE");
    }

    static String promptPartition(String name) {
        return "PROMPT#" + name;
    }

    static Key promptVersion(String name, int version) {
        return new Key(promptPartition(name), String.format(Locale.ROOT, "%s%05d", VERSION_PREFIX, version));
    }

    static Key activePrompt(String name) {
        return new Key(promptPartition(name), "ACTIVE");
    }

    static Key answer(String hash) {
        return new Key("ANSWER#" + hash, "ANSWER");
    }

    static Key rateLimit(String name) {
        return new Key("RATE#" + name, "SLOT");
    }

    static Key dashboardTotal(int shard) {
        return new Key(cubePartition(shard), TOTAL);
    }

    static Key dashboardCell(int shard, String cell) {
        return new Key(cubePartition(shard), CELL_PREFIX + cell);
    }

    static String cubePartition(int shard) {
        return "CUBE#" + shard;
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
