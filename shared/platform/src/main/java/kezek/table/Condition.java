package kezek.table;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What must hold of an item for a write to happen.
public sealed interface Condition {

    record Compare(String attribute, String operator, AttributeValue value) implements Condition {}

    record Exists(String attribute) implements Condition {}

    record Missing(String attribute) implements Condition {}

    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    static Condition isNew() {
        return new Missing(Key.PARTITION);
    }

    static Condition isThere() {
        return new Exists(Key.PARTITION);
    }

    static Condition missing(String attribute) {
        return new Missing(attribute);
    }

    static Condition exists(String attribute) {
        return new Exists(attribute);
    }

    static Condition equal(String attribute, String value) {
        return new Compare(attribute, "=", AttributeValue.fromS(value));
    }

    static Condition equal(String attribute, long value) {
        return new Compare(attribute, "=", AttributeValue.fromN(Long.toString(value)));
    }

    static Condition equal(String attribute, Item value) {
        return new Compare(attribute, "=", AttributeValue.fromM(value.attributes()));
    }

    static Condition atLeast(String attribute, long value) {
        return new Compare(attribute, ">=", AttributeValue.fromN(Long.toString(value)));
    }

    static Condition below(String attribute, String value) {
        return new Compare(attribute, "<", AttributeValue.fromS(value));
    }

    static Condition atMost(String attribute, String value) {
        return new Compare(attribute, "<=", AttributeValue.fromS(value));
    }

    static Condition atMost(String attribute, long value) {
        return new Compare(attribute, "<=", AttributeValue.fromN(Long.toString(value)));
    }

    static Condition all(Condition... parts) {
        return new All(List.of(parts));
    }

    static Condition any(Condition... parts) {
        return new Any(List.of(parts));
    }

    default String render(Placeholders placeholders) {
        return switch (this) {
            case Compare(String attribute, String operator, AttributeValue value) ->
                placeholders.name(attribute) + " " + operator + " " + placeholders.value(value);
            case Exists(String attribute) -> "attribute_exists(" + placeholders.name(attribute) + ")";
            case Missing(String attribute) -> "attribute_not_exists(" + placeholders.name(attribute) + ")";
            case All(List<Condition> parts) -> joined(parts, " AND ", placeholders);
            case Any(List<Condition> parts) -> joined(parts, " OR ", placeholders);
        };
    }

    private static String joined(List<Condition> parts, String operator, Placeholders placeholders) {
        return parts.stream().map(part -> part.render(placeholders)).collect(Collectors.joining(operator, "(", ")"));
    }
}
