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
import kezek.table.IndexPage;
import kezek.table.IndexQuery;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.Table;

/// Lists of tickets. The indexes say which tickets and in what order, and lag behind by a moment. The tickets
/// themselves are read from the table.
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

    /// A ticket of a list.
    ///
    /// @param position where the ticket stands in its list; a later page may begin after it
    public record Listed(String position, Ticket ticket) {}

    /// A page of a list.
    ///
    /// @param items at most as many as were asked for; fewer if a ticket is no longer what the index said
    /// @param next the position after which the next page begins; empty on the last page
    public record Page(List<Listed> items, Optional<String> next) {}

    /// Where a page begins and how long it is.
    ///
    /// @param after the position after which it begins; empty at the beginning of the list
    /// @param skip how many tickets to leave out from there on; each of them is read in the index
    /// @param size at least 1
    public record Range(Optional<String> after, int skip, int size) {

        public Range {
            if (skip < 0 || size < 1) {
                throw new IllegalArgumentException("skip " + skip + " and size " + size + " make no page");
            }
        }
    }

    /// Lists all tickets, the newest first.
    public Page newest(TicketFilter filter, Range range) {
        return page(
                SHARDS.stream().map(shard -> newestReader(shard, filter, range)).toList(),
                Comparator.reverseOrder(),
                filter,
                range);
    }

    /// Lists the tickets of one import, in the order of its file. Tickets whose content came from different
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

    private Reader newestReader(int shard, TicketFilter filter, Range range) {
        IndexQuery query =
                IndexQuery.of(TicketIndexes.NEWEST, Integer.toString(shard)).descending();
        return new Reader(filtered(query, filter), TicketItems.NEWEST_SORT, range);
    }

    private Reader importReader(String importId, int shard, TicketFilter filter, Range range) {
        return new Reader(importQuery(importId, shard, filter), TicketItems.IMPORT_SORT, range);
    }

    private static IndexQuery importQuery(String importId, int shard, TicketFilter filter) {
        return filtered(IndexQuery.of(TicketIndexes.IMPORT, TicketItems.importShard(importId, shard)), filter);
    }

    private static IndexQuery filtered(IndexQuery query, TicketFilter filter) {
        return filter.values().isEmpty()
                ? query
                : query.filtered(Condition.all(filter.values().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> Condition.equal(entry.getKey().attribute(), entry.getValue()))
                        .toArray(Condition[]::new)));
    }

    /// Counts the tickets of an import that a filter lets through, by reading the import's part of the index.
    public long countOfImport(String importId, TicketFilter filter) {
        return Parallel.onVirtualThreads()
                .map(SHARDS, shard -> table.countIndex(importQuery(importId, shard, filter)))
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

    /// Loads the tickets of index entries. The indexes lag behind the table, so tickets that were deleted
    /// or no longer match the filter are left out.
    private List<Listed> load(List<Entry> entries, TicketFilter filter) {
        Map<Key, Item> items = table.getAll(entries.stream().map(Entry::key).toList()).stream()
                .collect(Collectors.toMap(Item::key, item -> item));
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

    /// Reads one partition of an index, page by page, only as far as needed. Pages grow: a small first
    /// page is cheap, and a filter that lets little through needs big ones.
    private final class Reader {

        private final String positionAttribute;
        private final Deque<Entry> entries = new ArrayDeque<>();
        private Optional<IndexQuery> next;
        private int limit;

        Reader(IndexQuery query, String positionAttribute, Range range) {
            this.positionAttribute = positionAttribute;
            this.next = Optional.of(range.after().map(query::after).orElse(query));
            this.limit = Math.clamp(
                    (range.skip() + range.size()) / TicketItems.INDEX_SHARDS * 3L / 2, FEWEST_ENTRIES, MOST_ENTRIES);
        }

        /// @return the next entry, which is read if necessary; empty at the end
        Optional<Entry> peek() {
            while (entries.isEmpty() && next.isPresent()) {
                readPage(next.orElseThrow().limit(limit));
            }
            return Optional.ofNullable(entries.peek());
        }

        private void readPage(IndexQuery query) {
            IndexPage page = table.queryIndex(query);
            page.items().forEach(item -> entries.add(new Entry(item.key(), item.string(positionAttribute))));
            next = page.next().map(query::from);
            limit = Math.min(limit * 4, MOST_ENTRIES);
        }

        /// @throws NoSuchElementException at the end
        Entry next() {
            return entries.remove();
        }

        /// @throws NoSuchElementException at the end
        String position() {
            return entries.getFirst().position();
        }
    }
}
