package kezek.tickets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.domain.Stage;
import kezek.execution.Parallel;
import kezek.table.Condition;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Placeholders;
import kezek.table.Table;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Very many tickets at once, for reports. An index says which they are, and lags a little; what is told of
/// a ticket is read from the table itself, and only what is asked for leaves the table.
///
/// Thread-safe.
public final class IndexedTickets {

    private final Table table;

    public IndexedTickets(Table table) {
        this.table = table;
    }

    /// Which tickets, by the partitions of an index.
    ///
    /// @param importId the tickets are of this import; empty when all are meant
    public record Scope(String index, String attribute, List<String> partitions, Optional<String> importId) {

        public static Scope all() {
            return new Scope("newest", TicketItems.NEWEST_PARTITION, shards(Integer::toString), Optional.empty());
        }

        public static Scope ofImport(String importId) {
            return new Scope(
                    "import",
                    TicketItems.IMPORT_PARTITION,
                    shards(shard -> TicketItems.importShard(importId, shard)),
                    Optional.of(importId));
        }

        private static List<String> shards(IntFunction<String> partition) {
            return IntStream.range(0, TicketItems.INDEX_SHARDS)
                    .mapToObj(partition)
                    .toList();
        }

        /// A ticket that was deleted, or has come with another import since, is still in the index for a
        /// moment.
        private boolean contains(Item item) {
            return !item.string("stage").equals(Stage.DELETED.name())
                    && importId.stream().allMatch(item.stringOrEmpty("importId")::equals);
        }
    }

    /// @param attributes of the top level that `reader` looks at, with `stage` and `importId` among them
    /// @param max tickets
    /// @return in no particular order; empty when there are more than `max`
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
        @Nullable Map<String, AttributeValue> startKey = null;
        do {
            QueryResponse page = table.queryIndex(query(scope, partition).exclusiveStartKey(startKey));
            if (left.addAndGet(-page.items().size()) < 0) {
                return List.of();
            }
            items(page, attributes).filter(scope::contains).map(reader).forEach(tickets::add);
            startKey = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (startKey != null);
        return tickets;
    }

    private Stream<Item> items(QueryResponse page, List<String> attributes) {
        List<Key> keys = page.items().stream()
                .map(Item::new)
                .map(item -> new Key(item.string(Key.PARTITION), item.sortKey()))
                .toList();
        return table.getAll(keys, attributes).stream();
    }

    private static QueryRequest.Builder query(Scope scope, String partition) {
        Placeholders placeholders = new Placeholders();
        return QueryRequest.builder()
                .indexName(scope.index())
                .keyConditionExpression(
                        Condition.equal(scope.attribute(), partition).render(placeholders))
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values());
    }
}
