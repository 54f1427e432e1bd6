package kezek.table;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A condition on one item: it must hold for a write to happen, or for an entry of an index to be returned.
///
/// ```java
/// Write.update(Key.ticket(id))
///         .set("stage", "PLACED")
///         .when(all(equal("rev", 3), any(equal("stage", "NEW"), missing("stage"))));
/// ```
///
/// An attribute is named by its name, or by a path of names with dots for an attribute inside a map, such
/// as `loading.0a1b`. A comparison with an attribute that is missing, or has another type, does not hold.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>.
///
/// Immutable.
public final class Condition {

    private final Function<Placeholders, String> expression;

    private Condition(Function<Placeholders, String> expression) {
        this.expression = expression;
    }

    /// @return that the item does not exist
    public static Condition isNew() {
        return missing(Key.PARTITION);
    }

    /// @return that the item exists. An update without it creates the item
    public static Condition isThere() {
        return exists(Key.PARTITION);
    }

    public static Condition missing(String attribute) {
        return new Condition(placeholders -> "attribute_not_exists(" + placeholders.name(attribute) + ")");
    }

    public static Condition exists(String attribute) {
        return new Condition(placeholders -> "attribute_exists(" + placeholders.name(attribute) + ")");
    }

    public static Condition equal(String attribute, String value) {
        return compare(attribute, "=", AttributeValue.fromS(value));
    }

    public static Condition equal(String attribute, long value) {
        return compare(attribute, "=", number(value));
    }

    /// @param value compared by milliseconds, as it is stored
    public static Condition equal(String attribute, Instant value) {
        return equal(attribute, Timestamps.format(value));
    }

    /// @param value a map of attributes; an empty one equals an empty map, not a missing attribute
    public static Condition equal(String attribute, Item value) {
        return compare(attribute, "=", AttributeValue.fromM(value.attributes()));
    }

    public static Condition atLeast(String attribute, long value) {
        return compare(attribute, ">=", number(value));
    }

    /// @param value compared by the bytes of its UTF-8
    public static Condition above(String attribute, String value) {
        return compare(attribute, ">", AttributeValue.fromS(value));
    }

    /// @param value compared by the bytes of its UTF-8
    public static Condition below(String attribute, String value) {
        return compare(attribute, "<", AttributeValue.fromS(value));
    }

    public static Condition below(String attribute, Instant value) {
        return below(attribute, Timestamps.format(value));
    }

    /// @param value compared by the bytes of its UTF-8
    public static Condition atMost(String attribute, String value) {
        return compare(attribute, "<=", AttributeValue.fromS(value));
    }

    public static Condition atMost(String attribute, long value) {
        return compare(attribute, "<=", number(value));
    }

    public static Condition atMost(String attribute, Instant value) {
        return atMost(attribute, Timestamps.format(value));
    }

    /// @param parts at least one
    /// @return that all of them hold
    public static Condition all(Condition... parts) {
        return joined(" AND ", parts);
    }

    /// @param parts at least one
    /// @return that at least one of them holds
    public static Condition any(Condition... parts) {
        return joined(" OR ", parts);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static Condition compare(String attribute, String operator, AttributeValue value) {
        return new Condition(
                placeholders -> placeholders.name(attribute) + " " + operator + " " + placeholders.value(value));
    }

    private static Condition joined(String operator, Condition... parts) {
        return new Condition(placeholders -> Arrays.stream(parts)
                .map(part -> part.render(placeholders))
                .collect(Collectors.joining(operator, "(", ")")));
    }

    /// @return the condition as an expression of DynamoDB
    String render(Placeholders placeholders) {
        return expression.apply(placeholders);
    }
}
