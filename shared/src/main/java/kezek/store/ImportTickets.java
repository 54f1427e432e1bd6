package kezek.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Place;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.execution.Parallel;
import kezek.routing.RoutableTicket;
import kezek.verdict.Gzip;
import kezek.verdict.StoredVerdict;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// All tickets of one import at once, for reports. The index says which they are, and lags a little; what
/// is told of a ticket is read from the table itself, without the texts.
///
/// Thread-safe.
public final class ImportTickets {

    /// All that is read of an item: the texts would be most of its bytes.
    private static final List<String> ATTRIBUTES = List.of(
            "id",
            "importId",
            "stage",
            "status",
            "priority",
            "srcTime",
            "row",
            "segment",
            "category",
            "language",
            "country",
            "place",
            "hub",
            "managerId",
            "verdict");

    private final Table table;

    public ImportTickets(Table table) {
        this.table = table;
    }

    /// @param max tickets; each takes about 300 bytes of memory
    /// @return all tickets but deleted ones, in no particular order; empty when there are more than `max`
    public Optional<List<ImportTicket>> find(String importId, int max) {
        AtomicInteger left = new AtomicInteger(max);
        List<Integer> shards =
                IntStream.range(0, TicketItems.INDEX_SHARDS).boxed().toList();
        List<List<ImportTicket>> found =
                Parallel.onVirtualThreads().map(shards, shard -> readShard(importId, shard, left));
        return left.get() < 0
                ? Optional.empty()
                : Optional.of(found.stream().flatMap(List::stream).toList());
    }

    /// A ticket that was deleted, or has come with another import since, is still in the index for a moment.
    private List<ImportTicket> readShard(String importId, int shard, AtomicInteger left) {
        List<ImportTicket> tickets = new ArrayList<>();
        @Nullable Map<String, AttributeValue> startKey = null;
        do {
            QueryResponse page = table.queryIndex(
                    query(TicketItems.importShard(importId, shard)).exclusiveStartKey(startKey));
            if (left.addAndGet(-page.items().size()) < 0) {
                return List.of();
            }
            List<Key> keys = page.items().stream()
                    .map(Item::new)
                    .map(item -> new Key(item.string(Key.PARTITION), item.sortKey()))
                    .toList();
            table.getAll(keys, ATTRIBUTES).stream()
                    .filter(item -> item.stringOrEmpty("importId").equals(importId))
                    .map(ImportTickets::ticket)
                    .forEach(tickets::add);
            startKey = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (startKey != null);
        return tickets;
    }

    private static QueryRequest.Builder query(String partition) {
        Placeholders placeholders = new Placeholders();
        return QueryRequest.builder()
                .indexName("import")
                .keyConditionExpression(
                        Condition.equal(TicketItems.IMPORT_PARTITION, partition).render(placeholders))
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values());
    }

    private static ImportTicket ticket(Item item) {
        Optional<StoredVerdict> verdict =
                item.bytes("verdict").map(Gzip::unzipped).map(StoredVerdict::of);
        return new ImportTicket(
                item.string("id"),
                Stage.valueOf(item.string("stage")),
                Status.valueOf(item.string("status")),
                item.has("category") ? Optional.of(routable(item)) : Optional.empty(),
                item.optionalString("managerId"),
                verdict.filter(StoredVerdict::isByHand).isPresent(),
                verdict.flatMap(StoredVerdict::turn));
    }

    private static RoutableTicket routable(Item item) {
        return new RoutableTicket(
                item.string("id"),
                item.integer("priority"),
                item.instant("srcTime"),
                Math.toIntExact(item.numberOrZero("row")),
                item.stringOrEmpty("segment"),
                Category.ofLabel(item.string("category")).orElseThrow(),
                Language.valueOf(item.string("language")),
                item.stringOrEmpty("country"),
                item.map("place")
                        .map(TicketItems::place)
                        .flatMap(place -> place instanceof Place.Located located
                                ? Optional.of(located.point())
                                : Optional.empty()),
                item.optionalString("hub"));
    }
}
