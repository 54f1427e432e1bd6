package kezek.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item of the table, or a map of attributes inside one.
///
/// ```java
/// Item item = Item.at(Key.importItem("january"))
///         .with("id", "january")
///         .with("created", Instant.now())
///         .build();
/// item.string("id"); // "january"
/// item.numberOrZero("rows"); // 0
/// item.number("rows"); // throws: item IMPORT#january IMPORT has no "rows"
/// ```
///
/// A method that reads an attribute which the item must have throws an IllegalStateException if it is
/// missing, because then the table is damaged; the message names the item and the attribute, and quotes
/// nothing else. An attribute of another type than asked for is such a defect, too.
///
/// Immutable. `toString` tells the key alone, because the attributes may quote a client.
///
/// @param attributes in the form of DynamoDB's client; outside this package only tests read them
public record Item(Map<String, AttributeValue> attributes) {

    /// Begins a whole item.
    public static Builder at(Key key) {
        Builder builder = new Builder();
        builder.attributes.putAll(key.attributes());
        return builder;
    }

    /// Begins attributes without a key: a map inside an item, or what an update sets.
    public static Builder fields() {
        return new Builder();
    }

    /// @throws IllegalStateException if it is a map inside an item, which has no key
    public Key key() {
        return new Key(string(Key.PARTITION), sortKey());
    }

    /// @throws IllegalStateException if it is a map inside an item, which has no key
    public String sortKey() {
        return string(Key.SORT);
    }

    /// @return the names of its attributes
    public Set<String> names() {
        return Set.copyOf(attributes.keySet());
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    public String string(String name) {
        return required(name).s();
    }

    public Optional<String> optionalString(String name) {
        return find(name).map(AttributeValue::s);
    }

    public String stringOrEmpty(String name) {
        return optionalString(name).orElse("");
    }

    public long number(String name) {
        return Long.parseLong(required(name).n());
    }

    /// @throws ArithmeticException if the number is no `int`
    public int integer(String name) {
        return Math.toIntExact(number(name));
    }

    public long numberOrZero(String name) {
        return find(name).map(value -> Long.parseLong(value.n())).orElse(0L);
    }

    /// @return every attribute that is a number, by name; the others are left out
    public Map<String, Long> numbers() {
        Map<String, Long> numbers = new HashMap<>();
        attributes.forEach((name, value) -> {
            if (value.n() != null) {
                numbers.put(name, Long.parseLong(value.n()));
            }
        });
        return numbers;
    }

    public double decimal(String name) {
        return Double.parseDouble(required(name).n());
    }

    /// @return false if it is missing
    public boolean isTrue(String name) {
        return find(name).map(AttributeValue::bool).orElse(false);
    }

    /// @throws java.time.format.DateTimeParseException if the text is no instant
    public Instant instant(String name) {
        return Instant.parse(string(name));
    }

    public Optional<Instant> optionalInstant(String name) {
        return optionalString(name).map(Instant::parse);
    }

    /// @return the map of attributes under this name; empty if it is missing
    public Optional<Item> map(String name) {
        return find(name).map(value -> new Item(value.m()));
    }

    /// @return empty if it is missing, because DynamoDB has no empty set
    public Set<String> stringSet(String name) {
        return find(name).map(value -> Set.copyOf(value.ss())).orElse(Set.of());
    }

    /// @return empty if it is missing
    public List<String> stringList(String name) {
        return find(name)
                .map(value -> value.l().stream().map(AttributeValue::s).toList())
                .orElse(List.of());
    }

    public Optional<byte[]> bytes(String name) {
        return find(name).map(value -> value.b().asByteArray());
    }

    private Optional<AttributeValue> find(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    private AttributeValue required(String name) {
        @Nullable AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("item " + attributes.get(Key.PARTITION) + " " + attributes.get(Key.SORT)
                    + " has no \"" + name + "\"");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Item[" + attributes.get(Key.PARTITION) + ", " + attributes.get(Key.SORT) + "]";
    }

    /// Collects attributes. An attribute that is given twice has the last value. Empty strings and empty
    /// sets are left out: DynamoDB has no empty set, and an empty string says nothing that a missing
    /// attribute does not say. Instants are stored by milliseconds, see [Timestamps].
    ///
    /// Not thread-safe.
    public static final class Builder {

        private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

        private Builder() {}

        /// @param value left out if empty
        public Builder with(String name, String value) {
            if (!value.isEmpty()) {
                attributes.put(name, AttributeValue.fromS(value));
            }
            return this;
        }

        public Builder with(String name, long value) {
            attributes.put(name, AttributeValue.fromN(Long.toString(value)));
            return this;
        }

        public Builder with(String name, double value) {
            attributes.put(name, AttributeValue.fromN(Double.toString(value)));
            return this;
        }

        public Builder with(String name, boolean value) {
            attributes.put(name, AttributeValue.fromBool(value));
            return this;
        }

        public Builder with(String name, Instant value) {
            return with(name, Timestamps.format(value));
        }

        /// @param value stored as a map, also if empty
        public Builder with(String name, Item value) {
            attributes.put(name, AttributeValue.fromM(value.attributes()));
            return this;
        }

        /// @param value left out if empty
        public Builder with(String name, Set<String> value) {
            if (!value.isEmpty()) {
                attributes.put(name, sorted(value));
            }
            return this;
        }

        /// @param value stored in its order, also if empty
        public Builder with(String name, List<String> value) {
            attributes.put(
                    name,
                    AttributeValue.fromL(
                            value.stream().map(AttributeValue::fromS).toList()));
            return this;
        }

        public Builder with(String name, byte[] value) {
            attributes.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
            return this;
        }

        /// Adds every attribute of `fields`.
        public Builder withAll(Item fields) {
            attributes.putAll(fields.attributes());
            return this;
        }

        public Item build() {
            return new Item(Map.copyOf(attributes));
        }

        /// A set has no order; a fixed one makes equal requests equal.
        static AttributeValue sorted(Set<String> value) {
            return AttributeValue.fromSs(value.stream().sorted().toList());
        }
    }
}
