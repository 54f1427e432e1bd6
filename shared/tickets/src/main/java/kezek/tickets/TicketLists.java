package kezek.tickets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kezek.domain.Stage;
import kezek.domain.Ticket;
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
import software.amazon.awssdk.services.dynamodb.model.Select;

/// Lists of tickets. The indexes say which and in what order, and lag a little; what is shown of a ticket
/// is read from the table itself.
///
/// Thread-safe.
public final class TicketLists {

    private static final List<Integer> SHARDS =
            IntStream.range(0, TicketItems.INDEX_SHARDS).boxed().toList();

    private static final int FEWEST_ENTRIES = 16;
    private static final int MOST_ENTRIES = 4_000;

    private final Table table;

    public TicketLists(Table table) {
        this.table = table;
    }

    /// @param position where the ticket stands in its list: the list goes on after it
    public record Listed(String position, Ticket ticket) {}

    /// @param items at most as many as were asked for; fewer when a ticket is not any more what the index
    ///     said
    /// @param next the position to go on after; empty on the last page
    public record Page(List<Listed> items, Optional<String> next) {}

    /// Where a page begins and how long it is.
    ///
    /// @param after the position to go on after; empty at the beginning
    /// @param skip tickets to leave out from there on; each of them is read in the index
    /// @param size at least 1
    public record Range(Optional<String> after, int skip, int size) {

        public Range {
            if (skip < 0 || size < 1) {
                throw new IllegalArgumentException("skip " + skip + " and size " + size + " make no page");
            }
        }
    }

    /// All tickets, newest first.
    public Page newest(TicketFilter filter, Range range) {
        return page(
                SHARDS.stream()
                        .map(shard -> new Reader(
                                "newest",
                                TicketItems.NEWEST_PARTITION,
                                TicketItems.NEWEST_SORT,
                                Integer.toString(shard),
                                filter,
                                range,
                                false))
                        .toList(),
                Comparator.reverseOrder(),
                filter,
                range);
    }

    /// The tickets of one import, in the order of its file. Tickets whose content came from different
    /// versions of the file are grouped by version.
    public Page ofImport(String importId, TicketFilter filter, Range range) {
        return page(
                SHARDS.stream()
                        .map(shard -> importReader(importId, shard, filter, range))
                        .toList(),
                Comparator.naturalOrder(),
                filter,
                range);
    }

    private Reader importReader(String importId, int shard, TicketFilter filter, Range range) {
        return new Reader(
                "import",
                TicketItems.IMPORT_PARTITION,
                TicketItems.IMPORT_SORT,
                TicketItems.importShard(importId, shard),
                filter,
                range,
                true);
    }

    /// Counts an import's tickets that a filter lets through, by reading its part of the index.
    public long countOfImport(String importId, TicketFilter filter) {
        Range everything = new Range(Optional.empty(), 0, MOST_ENTRIES);
        return Parallel.onVirtualThreads()
                .map(
                        SHARDS,
                        shard -> importReader(importId, shard, filter, everything)
                                .countAll())
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Page page(List<Reader> readers, Comparator<String> order, TicketFilter filter, Range range) {
        Parallel.onVirtualThreads().map(readers, Reader::peek);
        PriorityQueue<Reader> merged = new PriorityQueue<>(Comparator.comparing(Reader::position, order));
        readers.stream().filter(reader -> reader.peek().isPresent()).forEach(merged::add);
        List<Entry> entries = new ArrayList<>();
        for (int passed = 0; !merged.isEmpty() && entries.size() <= range.size(); passed++) {
            Reader first = merged.remove();
            Entry entry = first.next();
            if (first.peek().isPresent()) {
                merged.add(first);
            }
            if (passed >= range.skip()) {
                entries.add(entry);
            }
        }
        boolean isLast = entries.size() <= range.size();
        List<Entry> shown = isLast ? entries : entries.subList(0, range.size());
        return new Page(
                load(shown, filter),
                isLast ? Optional.empty() : Optional.of(shown.getLast().position()));
    }

    /// The table is ahead of its indexes: a ticket that was deleted, or that the filter does not let
    /// through any more, is left out.
    private List<Listed> load(List<Entry> entries, TicketFilter filter) {
        Map<Key, Item> items = table.getAll(entries.stream().map(Entry::key).toList()).stream()
                .collect(Collectors.toMap(item -> new Key(item.string(Key.PARTITION), item.sortKey()), item -> item));
        List<Listed> listed = new ArrayList<>();
        for (Entry entry : entries) {
            Optional.ofNullable(items.get(entry.key()))
                    .filter(item -> !item.string("stage").equals(Stage.DELETED.name()))
                    .filter(filter::matches)
                    .ifPresent(item -> listed.add(new Listed(entry.position(), TicketItems.ticket(item))));
        }
        return listed;
    }

    private record Entry(Key key, String position) {}

    /// Reads one partition of an index, page by page, as far as somebody asks. Pages grow: a first page
    /// that is small is cheap, and a filter that lets little through needs big ones.
    private final class Reader {

        private final QueryRequest query;
        private final String positionAttribute;
        private final Deque<Entry> entries = new ArrayDeque<>();
        private int limit;
        private @Nullable Map<String, AttributeValue> startKey;
        private boolean isExhausted;

        Reader(
                String index,
                String partitionAttribute,
                String positionAttribute,
                String partition,
                TicketFilter filter,
                Range range,
                boolean isAscending) {
            Placeholders placeholders = new Placeholders();
            String keyCondition = Condition.equal(partitionAttribute, partition).render(placeholders)
                    + range.after()
                            .map(position -> " AND "
                                    + new Condition.Compare(
                                                    positionAttribute,
                                                    isAscending ? ">" : "<",
                                                    AttributeValue.fromS(position))
                                            .render(placeholders))
                            .orElse("");
            this.query = QueryRequest.builder()
                    .indexName(index)
                    .keyConditionExpression(keyCondition)
                    .filterExpression(filterExpression(filter, placeholders))
                    .expressionAttributeNames(placeholders.names())
                    .expressionAttributeValues(placeholders.values())
                    .scanIndexForward(isAscending)
                    .build();
            this.positionAttribute = positionAttribute;
            this.limit = Math.clamp(
                    (range.skip() + range.size()) / TicketItems.INDEX_SHARDS * 3L / 2, FEWEST_ENTRIES, MOST_ENTRIES);
        }

        private static @Nullable String filterExpression(TicketFilter filter, Placeholders placeholders) {
            return filter.values().isEmpty()
                    ? null
                    : Condition.all(filter.values().entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(entry -> Condition.equal(entry.getKey().attribute(), entry.getValue()))
                                    .toArray(Condition[]::new))
                            .render(placeholders);
        }

        Optional<Entry> peek() {
            while (entries.isEmpty() && !isExhausted) {
                QueryResponse page = nextPage(Select.ALL_PROJECTED_ATTRIBUTES);
                page.items().forEach(item -> entries.add(entry(new Item(item))));
            }
            return Optional.ofNullable(entries.peek());
        }

        /// @throws NoSuchElementException at the end
        Entry next() {
            return entries.remove();
        }

        /// @throws NoSuchElementException at the end
        String position() {
            return entries.getFirst().position();
        }

        long countAll() {
            long count = 0;
            while (!isExhausted) {
                count += nextPage(Select.COUNT).count();
            }
            return count;
        }

        private QueryResponse nextPage(Select select) {
            QueryRequest.Builder request = query.toBuilder().select(select).exclusiveStartKey(startKey);
            if (select != Select.COUNT) {
                request.limit(limit);
            }
            QueryResponse page = table.queryIndex(request);
            startKey = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
            isExhausted = startKey == null;
            limit = Math.min(limit * 4, MOST_ENTRIES);
            return page;
        }

        private Entry entry(Item item) {
            return new Entry(new Key(item.string(Key.PARTITION), item.sortKey()), item.string(positionAttribute));
        }
    }
}
