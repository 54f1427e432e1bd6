package kezek.tickets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.domain.Stage;
import kezek.execution.Parallel;
import kezek.table.Index;
import kezek.table.IndexPage;
import kezek.table.IndexQuery;
import kezek.table.Item;
import kezek.table.Table;

/// Reads very many tickets at once, for reports. An index says which tickets they are, and lags behind by a
/// moment. The tickets themselves are read from the table, and only the attributes that are asked for.
///
/// Thread-safe.
public final class IndexedTickets {

    private final Table table;

    public IndexedTickets(Table table) {
        this.table = table;
    }

    /// Which tickets, by the partitions of an index.
    ///
    /// @param importId the import of the tickets; empty for the tickets of all imports
    public record Scope(Index index, List<String> partitions, Optional<String> importId) {

        public Scope {
            partitions = List.copyOf(partitions);
        }

        public static Scope all() {
            return new Scope(TicketIndexes.NEWEST, shards(Integer::toString), Optional.empty());
        }

        public static Scope ofImport(String importId) {
            return new Scope(
                    TicketIndexes.IMPORT,
                    shards(shard -> TicketItems.importShard(importId, shard)),
                    Optional.of(importId));
        }

        private static List<String> shards(IntFunction<String> partition) {
            return IntStream.range(0, TicketItems.INDEX_SHARDS)
                    .mapToObj(partition)
                    .toList();
        }

        /// A ticket that was deleted, or that has come with another import since, stays in the index for a
        /// moment.
        private boolean contains(Item item) {
            return !item.string("stage").equals(Stage.DELETED.name())
                    && importId.stream().allMatch(item.stringOrEmpty("importId")::equals);
        }
    }

    /// Reads all tickets of a scope, except deleted ones.
    ///
    /// @param attributes of the top level that `reader` needs, `stage` and `importId` among them
    /// @param max tickets
    /// @return in no particular order; empty if there are more than `max`
    public <T> Optional<List<T>> read(Scope scope, List<String> attributes, int max, Function<Item, T> reader) {
        AtomicInteger left = new AtomicInteger(max);
        List<List<T>> found = Parallel.onVirtualThreads()
                .map(scope.partitions(), partition -> readPartition(scope, partition, attributes, left, reader));
        return left.get() < 0
                ? Optional.empty()
                : Optional.of(found.stream().flatMap(List::stream).toList());
    }

    private <T> List<T> readPartition(
            Scope scope, String partition, List<String> attributes, AtomicInteger left, Function<Item, T> reader) {
        List<T> tickets = new ArrayList<>();
        Optional<IndexQuery> next = Optional.of(IndexQuery.of(scope.index(), partition));
        while (next.isPresent()) {
            IndexQuery query = next.orElseThrow();
            IndexPage page = table.queryIndex(query);
            if (left.addAndGet(-page.items().size()) < 0) {
                return List.of();
            }
            items(page, attributes).filter(scope::contains).map(reader).forEach(tickets::add);
            next = page.next().map(query::from);
        }
        return tickets;
    }

    private Stream<Item> items(IndexPage page, List<String> attributes) {
        return table.getAll(page.items().stream().map(Item::key).toList(), attributes).stream();
    }
}
