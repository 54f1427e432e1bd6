package kezek.figures;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.execution.Parallel;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;
import kezek.tickets.Dimension;
import kezek.tickets.TicketFilter;

/// Figures over all tickets. The journal keeps them, so they follow the tickets within a second or two.
///
/// Thread-safe.
public final class DashboardStore {

    private static final List<Integer> SHARDS =
            IntStream.range(0, JournalStore.SHARDS).boxed().toList();

    private final Table table;

    public DashboardStore(Table table) {
        this.table = table;
    }

    /// Counts of all tickets except deleted ones.
    ///
    /// @param counts tickets by each value of each dimension, without counts of 0; a ticket without a value is
    ///     not counted
    /// @param prioritySum of the tickets that have a priority
    /// @param priorityCount how many have one
    public record Figures(long total, Map<Dimension, Map<String, Long>> counts, long prioritySum, long priorityCount) {

        /// @return the tickets by value of a dimension
        public Map<String, Long> by(Dimension dimension) {
            return counts.getOrDefault(dimension, Map.of());
        }

        /// @return 1 to 10; empty if no ticket has a priority yet
        public OptionalDouble averagePriority() {
            return priorityCount == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) prioritySum / priorityCount);
        }
    }

    /// Reads all figures.
    public Figures figures() {
        Map<String, Long> sums = sums();
        Map<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            String prefix = dimension.attribute() + "#";
            Map<String, Long> byValue = new TreeMap<>();
            sums.forEach((name, count) -> {
                if (name.startsWith(prefix) && count != 0) {
                    byValue.put(Dimension.decode(name.substring(prefix.length())), count);
                }
            });
            counts.put(dimension, byValue);
        }
        return new Figures(
                sums.getOrDefault(Totals.TOTAL, 0L),
                counts,
                sums.getOrDefault(Totals.PRIORITY_SUM, 0L),
                sums.getOrDefault(Totals.PRIORITY_COUNT, 0L));
    }

    /// Counts the tickets that a filter lets through. A filter with one value is an attribute of the totals; the
    /// count for more values is summed over the cells.
    public long count(TicketFilter filter) {
        return switch (filter.values().size()) {
            case 0 -> sums().getOrDefault(Totals.TOTAL, 0L);
            case 1 -> {
                var only = filter.values().entrySet().iterator().next();
                yield sums().getOrDefault(Totals.figure(only.getKey(), only.getValue()), 0L);
            }
            default -> countCells(filter);
        };
    }

    private Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        for (Item total : table.getAll(SHARDS.stream().map(Key::dashboardTotal).toList())) {
            total.numbers().forEach((name, value) -> sums.merge(name, value, Long::sum));
        }
        return sums;
    }

    private long countCells(TicketFilter filter) {
        String[] wanted = Arrays.stream(Dimension.values())
                .map(dimension -> filter.values().containsKey(dimension)
                        ? Dimension.encode(filter.values().getOrDefault(dimension, ""))
                        : "")
                .toArray(String[]::new);
        String prefix = Key.CELL_PREFIX + knownBeginning(wanted);
        return Parallel.onVirtualThreads().map(SHARDS, shard -> countCells(shard, prefix, wanted)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /// The first dimensions, as far as the filter names them, are a prefix of the keys of its cells.
    private static String knownBeginning(String[] wanted) {
        StringBuilder beginning = new StringBuilder();
        for (int part = 0; part < wanted.length && !wanted[part].isEmpty(); part++) {
            beginning.append(wanted[part]).append(part < wanted.length - 1 ? "#" : "");
        }
        return beginning.toString();
    }

    private long countCells(int shard, String prefix, String[] wanted) {
        try (Stream<Item> cells = table.query(Key.cubePartition(shard), prefix)) {
            return cells.filter(cell -> isWanted(cell.sortKey().substring(Key.CELL_PREFIX.length()), wanted))
                    .mapToLong(cell -> cell.numberOrZero("n"))
                    .sum();
        }
    }

    private static boolean isWanted(String cell, String[] wanted) {
        String[] parts = cell.split("#", -1);
        return IntStream.range(0, wanted.length)
                .allMatch(part -> wanted[part].isEmpty() || wanted[part].equals(parts[part]));
    }
}
