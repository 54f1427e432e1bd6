package kezek.table;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item of the table, read attribute by attribute. A missing attribute that the item cannot be without
/// is a defect of the table and is named.
public record Item(Map<String, AttributeValue> attributes) {

    public static Builder at(Key key) {
        Builder builder = new Builder();
        builder.attributes.putAll(key.attributes());
        return builder;
    }

    public static Builder fields() {
        return new Builder();
    }

    public String sortKey() {
        return string(Key.SORT);
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

    public int integer(String name) {
        return Math.toIntExact(number(name));
    }

    public long numberOrZero(String name) {
        return find(name).map(value -> Long.parseLong(value.n())).orElse(0L);
    }

    public double decimal(String name) {
        return Double.parseDouble(required(name).n());
    }

    public boolean isTrue(String name) {
        return find(name).map(AttributeValue::bool).orElse(false);
    }

    public Instant instant(String name) {
        return Instant.parse(string(name));
    }

    public Optional<Instant> optionalInstant(String name) {
        return optionalString(name).map(Instant::parse);
    }

    public Optional<Item> map(String name) {
        return find(name).map(value -> new Item(value.m()));
    }

    public Set<String> stringSet(String name) {
        return find(name).map(value -> Set.copyOf(value.ss())).orElse(Set.of());
    }

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

    /// Collects attributes; empty strings and empty sets are left out, for DynamoDB has no empty set and
    /// an empty string says nothing.
    public static final class Builder {

        private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

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

        public Builder with(String name, Item value) {
            attributes.put(name, AttributeValue.fromM(value.attributes()));
            return this;
        }

        public Builder with(String name, Set<String> value) {
            if (!value.isEmpty()) {
                attributes.put(
                        name, AttributeValue.fromSs(value.stream().sorted().toList()));
            }
            return this;
        }

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

        public Builder withAll(Item fields) {
            attributes.putAll(fields.attributes());
            return this;
        }

        public Item build() {
            return new Item(Map.copyOf(attributes));
        }
    }
}
