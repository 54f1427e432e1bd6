package kezek.table;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Asks for the entries of one partition of an index, page by page.
///
/// ```java
/// IndexQuery newest = IndexQuery.of(NEWEST, "3").descending().limit(50);
/// IndexPage page = table.queryIndex(newest);
/// while (page.next().isPresent()) {
///     page = table.queryIndex(newest.from(page.next().orElseThrow()));
/// }
/// ```
///
/// By default a query begins with the lowest value of the sort attribute, ascends and has no filter, and
/// a page is as long as DynamoDB makes it (1 MB). Each method returns a query that differs in one point.
///
/// Immutable.
public final class IndexQuery {

    private enum Direction {
        ASCENDING,
        DESCENDING
    }

    private final Index index;
    private final String partition;
    private final Direction direction;
    private final Optional<String> after;
    private final Optional<Condition> filter;
    private final OptionalInt limit;
    private final Optional<Continuation> from;

    private IndexQuery(
            Index index,
            String partition,
            Direction direction,
            Optional<String> after,
            Optional<Condition> filter,
            OptionalInt limit,
            Optional<Continuation> from) {
        this.index = index;
        this.partition = partition;
        this.direction = direction;
        this.after = after;
        this.filter = filter;
        this.limit = limit;
        this.from = from;
    }

    /// Where the next page of a query begins. It belongs to the query whose page it came with.
    public static final class Continuation {

        private final Map<String, AttributeValue> key;

        private Continuation(Map<String, AttributeValue> key) {
            this.key = key;
        }

        static Optional<Continuation> of(Map<String, AttributeValue> lastEvaluatedKey) {
            return Optional.of(lastEvaluatedKey).filter(key -> !key.isEmpty()).map(Continuation::new);
        }
    }

    /// @param partition the value of the index's partition attribute
    public static IndexQuery of(Index index, String partition) {
        return new IndexQuery(
                index,
                partition,
                Direction.ASCENDING,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /// @return the query in the other order: the highest value of the sort attribute first
    public IndexQuery descending() {
        return new IndexQuery(index, partition, Direction.DESCENDING, after, filter, limit, from);
    }

    /// @param position a value of the sort attribute, which need not be in the index any more
    /// @return the query for what comes after this position in the order of the query
    public IndexQuery after(String position) {
        return new IndexQuery(index, partition, direction, Optional.of(position), filter, limit, from);
    }

    /// Returns only entries that meet a condition. DynamoDB applies the filter after it has read a page,
    /// so a page may be empty although more pages follow.
    ///
    /// @param condition on attributes that the index contains; not on the attributes of its key
    public IndexQuery filtered(Condition condition) {
        return new IndexQuery(index, partition, direction, after, Optional.of(condition), limit, from);
    }

    /// @param entries that a page reads at most, before the filter; at least 1
    public IndexQuery limit(int entries) {
        return new IndexQuery(index, partition, direction, after, filter, OptionalInt.of(entries), from);
    }

    /// @param continuation from a page of this query, possibly read with another limit
    /// @return the query for the next page
    public IndexQuery from(Continuation continuation) {
        return new IndexQuery(index, partition, direction, after, filter, limit, Optional.of(continuation));
    }

    QueryRequest.Builder toRequest() {
        Placeholders placeholders = new Placeholders();
        String keyCondition =
                Condition.equal(index.partitionAttribute(), partition).render(placeholders)
                        + after.map(this::isBeyond)
                                .map(condition -> " AND " + condition.render(placeholders))
                                .orElse("");
        @Nullable
        String filterExpression =
                filter.map(condition -> condition.render(placeholders)).orElse(null);
        QueryRequest.Builder request = QueryRequest.builder()
                .indexName(index.name())
                .keyConditionExpression(keyCondition)
                .filterExpression(filterExpression)
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .scanIndexForward(direction == Direction.ASCENDING)
                .exclusiveStartKey(from.map(continuation -> continuation.key).orElse(null));
        limit.ifPresent(request::limit);
        return request;
    }

    private Condition isBeyond(String position) {
        return switch (direction) {
            case ASCENDING -> Condition.above(index.sortAttribute(), position);
            case DESCENDING -> Condition.below(index.sortAttribute(), position);
        };
    }
}
