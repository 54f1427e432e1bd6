package kezek.csv;

import java.util.UUID;

/// Maps ids to the rows that claimed them. A slot takes 20 bytes, so a million rows take about 40 MB; a
/// map of objects would take 120 MB.
final class KeyRows {

    private long[] high;
    private long[] low;
    private int[] rows;
    private int size;

    KeyRows() {
        this(1024);
    }

    private KeyRows(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        rows = new int[capacity];
    }

    /// @param id a UUID
    /// @param row counted from 1
    /// @return the row that claimed the id earlier, or 0 if this row is the first
    int claim(String id, int row) {
        UUID uuid = UUID.fromString(id);
        if (size * 3L > rows.length * 2L) {
            grow();
        }
        int slot = slot(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        if (rows[slot] != 0) {
            return rows[slot];
        }
        put(slot, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), row);
        return 0;
    }

    /// Open addressing with linear probing. The ids are digests, so their bits serve as the hash. The
    /// capacity is a power of two.
    private int slot(long highBits, long lowBits) {
        int mask = rows.length - 1;
        int slot = (int) (highBits >>> 32) & mask;
        while (rows[slot] != 0 && (high[slot] != highBits || low[slot] != lowBits)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void put(int slot, long highBits, long lowBits, int row) {
        high[slot] = highBits;
        low[slot] = lowBits;
        rows[slot] = row;
        size++;
    }

    private void grow() {
        KeyRows larger = new KeyRows(Math.multiplyExact(rows.length, 2));
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != 0) {
                larger.put(larger.slot(high[i], low[i]), high[i], low[i], rows[i]);
            }
        }
        high = larger.high;
        low = larger.low;
        rows = larger.rows;
    }
}
