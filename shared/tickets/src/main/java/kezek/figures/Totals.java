package kezek.figures;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kezek.domain.Stage;
import kezek.table.Item;
import kezek.tickets.Dimension;

/// Counts of tickets, or the difference that changes make to them. This is pure arithmetic: a recount adds every
/// ticket once, the journal adds the difference of each change, and both have the same result.
///
/// Not thread-safe.
public final class Totals {

    static final String TOTAL = "total";
    static final String PRIORITY_SUM = "prioritySum";
    static final String PRIORITY_COUNT = "priorityCount";

    /// An import counts its tickets by stage. Those that are closed are counted once more under this prefix and
    /// the stage.
    private static final String CLOSED_PREFIX = "CLOSED_";

    private final Map<String, Long> figures = new TreeMap<>();
    private final Map<String, Long> cells = new TreeMap<>();
    private final Map<String, Map<String, Long>> imports = new TreeMap<>();

    /// @return the net difference that the changes make
    static Totals of(Collection<TicketChange> changes) {
        Totals totals = new Totals();
        for (TicketChange change : changes) {
            change.before().ifPresent(ticket -> totals.add(ticket, -1));
            change.after().ifPresent(ticket -> totals.add(ticket, 1));
        }
        return totals;
    }

    /// Counts a ticket, or takes it out of the counts if `sign` is −1. A tombstone is not counted.
    void add(TicketSnapshot ticket, int sign) {
        if (!ticket.isCounted()) {
            return;
        }
        add(figures, TOTAL, sign);
        ticket.values().forEach((dimension, value) -> add(figures, figure(dimension, value), sign));
        if (ticket.priority() != 0) {
            add(figures, PRIORITY_SUM, (long) sign * ticket.priority());
            add(figures, PRIORITY_COUNT, sign);
        }
        add(cells, ticket.cell(), sign);
        if (!ticket.importId().isEmpty()) {
            addToImport(ticket, sign);
        }
    }

    private void addToImport(TicketSnapshot ticket, int sign) {
        Map<String, Long> stages = imports.computeIfAbsent(ticket.importId(), unused -> new TreeMap<>());
        add(stages, ticket.stage().name(), sign);
        if (ticket.isClosed()) {
            add(stages, CLOSED_PREFIX + ticket.stage().name(), sign);
        }
        if (stages.isEmpty()) {
            imports.remove(ticket.importId());
        }
    }

    /// @param shards of the totals of one import
    /// @return how many of its tickets are in each stage; stages without tickets are absent
    public static Map<String, Long> stages(List<Item> shards) {
        return sums(shards, "");
    }

    /// @param shards of the totals of one import
    /// @return how many of its tickets are closed, by the stage in which they were closed
    public static Map<String, Long> closedStages(List<Item> shards) {
        return sums(shards, CLOSED_PREFIX);
    }

    private static Map<String, Long> sums(List<Item> shards, String prefix) {
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

    /// A sum of 0 is no difference, and is not written.
    private static void add(Map<String, Long> counts, String name, long delta) {
        counts.merge(name, delta, Totals::sumOrNothing);
    }

    @SuppressWarnings("NullAway") // Map.merge takes null for "remove"
    private static Long sumOrNothing(Long one, Long other) {
        long sum = one + other;
        return sum == 0 ? null : Long.valueOf(sum);
    }

    /// @return the attribute that counts the tickets with this value
    static String figure(Dimension dimension, String value) {
        return dimension.attribute() + "#" + Dimension.encode(value);
    }

    /// @return counts by the names of their attributes, without zeros
    Map<String, Long> figures() {
        return Map.copyOf(figures);
    }

    /// @return counts by cell, without zeros
    Map<String, Long> cells() {
        return Map.copyOf(cells);
    }

    /// @return counts by stage for each import, without zeros
    Map<String, Map<String, Long>> imports() {
        return new HashMap<>(imports);
    }

    /// @return how many items these counts touch
    int items() {
        return (figures.isEmpty() ? 0 : 1) + cells.size() + imports.size();
    }
}
