package kezek.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// One write of one item, alone ([Table#write]) or in a transaction ([Table#commit(Write...)]).
///
/// ```java
/// table.commit(
///         Write.put(Item.at(Key.ticket(id)).with("rev", 1).build(), Condition.isNew()),
///         Write.update(Key.manager(officeId, managerId)).add("assigned", 1).always(),
///         Write.delete(Key.slot(slot)));
/// ```
///
/// If a condition does not hold, the outcome contains the item as it is stored, so the caller need not read
/// it again.
///
/// Immutable.
public abstract sealed class Write {

    private Write() {}

    /// @return the write without any condition: it replaces the whole item, or creates it
    public static Write put(Item item) {
        return new Put(item, Optional.empty());
    }

    /// @param item replaces the whole stored item, or is created
    public static Write put(Item item, Condition condition) {
        return new Put(item, Optional.of(condition));
    }

    /// @return the deletion, which does nothing if the item does not exist
    public static Write delete(Key key) {
        return new Delete(key, Optional.empty());
    }

    public static Write delete(Key key, Condition condition) {
        return new Delete(key, Optional.of(condition));
    }

    /// @return a condition on an item that the transaction does not write; only for a transaction
    public static Write check(Key key, Condition condition) {
        return new Check(key, condition);
    }

    /// Begins an update, which changes some attributes of an item and keeps the others. It creates an item
    /// that does not exist, unless its condition forbids that.
    public static UpdateBuilder update(Key key) {
        return new UpdateBuilder(key);
    }

    /// @return the write as an action of a transaction
    abstract TransactWriteItem toAction(String table);

    static final class Put extends Write {

        private final Item item;
        private final Optional<Condition> condition;

        private Put(Item item, Optional<Condition> condition) {
            this.item = item;
            this.condition = condition;
        }

        @Override
        TransactWriteItem toAction(String table) {
            Placeholders placeholders = new Placeholders();
            @Nullable
            String expression = condition.map(c -> c.render(placeholders)).orElse(null);
            return TransactWriteItem.builder()
                    .put(put -> put.tableName(table)
                            .item(item.attributes())
                            .conditionExpression(expression)
                            .expressionAttributeNames(placeholders.names())
                            .expressionAttributeValues(placeholders.values())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .build();
        }
    }

    static final class Delete extends Write {

        private final Key key;
        private final Optional<Condition> condition;

        private Delete(Key key, Optional<Condition> condition) {
            this.key = key;
            this.condition = condition;
        }

        @Override
        TransactWriteItem toAction(String table) {
            Placeholders placeholders = new Placeholders();
            @Nullable
            String expression = condition.map(c -> c.render(placeholders)).orElse(null);
            return TransactWriteItem.builder()
                    .delete(delete -> delete.tableName(table)
                            .key(key.attributes())
                            .conditionExpression(expression)
                            .expressionAttributeNames(placeholders.names())
                            .expressionAttributeValues(placeholders.values())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .build();
        }
    }

    static final class Check extends Write {

        private final Key key;
        private final Condition condition;

        private Check(Key key, Condition condition) {
            this.key = key;
            this.condition = condition;
        }

        @Override
        TransactWriteItem toAction(String table) {
            Placeholders placeholders = new Placeholders();
            String expression = condition.render(placeholders);
            return TransactWriteItem.builder()
                    .conditionCheck(check -> check.tableName(table)
                            .key(key.attributes())
                            .conditionExpression(expression)
                            .expressionAttributeNames(placeholders.names())
                            .expressionAttributeValues(placeholders.values())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .build();
        }
    }

    static final class Update extends Write {

        private final Key key;
        private final Map<String, AttributeValue> assignments;
        private final Map<String, AttributeValue> defaults;
        private final Map<String, Long> additions;
        private final List<String> removals;
        private final Optional<Condition> condition;

        private Update(UpdateBuilder builder, Optional<Condition> condition) {
            this.key = builder.key;
            this.assignments = new LinkedHashMap<>(builder.assignments);
            this.defaults = new LinkedHashMap<>(builder.defaults);
            this.additions = new LinkedHashMap<>(builder.additions);
            this.removals = List.copyOf(builder.removals);
            this.condition = condition;
        }

        @Override
        TransactWriteItem toAction(String table) {
            Placeholders placeholders = new Placeholders();
            String update = updateExpression(placeholders);
            @Nullable
            String expression = condition.map(c -> c.render(placeholders)).orElse(null);
            return TransactWriteItem.builder()
                    .update(action -> action.tableName(table)
                            .key(key.attributes())
                            .updateExpression(update)
                            .conditionExpression(expression)
                            .expressionAttributeNames(placeholders.names())
                            .expressionAttributeValues(placeholders.values())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .build();
        }

        private String updateExpression(Placeholders placeholders) {
            List<String> sets = new ArrayList<>();
            assignments.forEach((name, value) -> sets.add(placeholders.name(name) + " = " + placeholders.value(value)));
            defaults.forEach((name, value) -> {
                String placeholder = placeholders.name(name);
                sets.add(placeholder + " = if_not_exists(" + placeholder + ", " + placeholders.value(value) + ")");
            });
            List<String> adds = new ArrayList<>();
            additions.forEach((name, delta) -> adds.add(
                    placeholders.name(name) + " " + placeholders.value(AttributeValue.fromN(Long.toString(delta)))));
            List<String> clauses = new ArrayList<>();
            addClause(clauses, "SET ", sets);
            addClause(clauses, "ADD ", adds);
            addClause(
                    clauses,
                    "REMOVE ",
                    removals.stream().map(placeholders::name).toList());
            return String.join(" ", clauses);
        }

        private static void addClause(List<String> clauses, String keyword, List<String> parts) {
            if (!parts.isEmpty()) {
                clauses.add(keyword + String.join(", ", parts));
            }
        }
    }

    /// Collects the changes of an update; [#when] or [#always] ends it. A name may be a path with dots into
    /// a map, such as `loading.0a1b`; the map must exist. DynamoDB refuses an update that changes one
    /// attribute in two ways.
    ///
    /// Not thread-safe.
    public static final class UpdateBuilder {

        private final Key key;
        private final Map<String, AttributeValue> assignments = new LinkedHashMap<>();
        private final Map<String, AttributeValue> defaults = new LinkedHashMap<>();
        private final Map<String, Long> additions = new LinkedHashMap<>();
        private final List<String> removals = new ArrayList<>();

        private UpdateBuilder(Key key) {
            this.key = key;
        }

        /// Sets every attribute of `fields`.
        public UpdateBuilder set(Item fields) {
            assignments.putAll(fields.attributes());
            return this;
        }

        public UpdateBuilder set(String name, String value) {
            assignments.put(name, AttributeValue.fromS(value));
            return this;
        }

        public UpdateBuilder set(String name, long value) {
            assignments.put(name, number(value));
            return this;
        }

        /// @param value stored by milliseconds
        public UpdateBuilder set(String name, Instant value) {
            return set(name, Timestamps.format(value));
        }

        /// Sets a text, or removes the attribute if the text is empty.
        public UpdateBuilder setOrRemove(String name, String value) {
            return value.isEmpty() ? remove(name) : set(name, value);
        }

        /// Sets a set, or removes the attribute if the set is empty, because DynamoDB has no empty set.
        public UpdateBuilder setOrRemove(String name, Set<String> value) {
            if (value.isEmpty()) {
                return remove(name);
            }
            assignments.put(name, Item.Builder.sorted(value));
            return this;
        }

        /// Sets the attribute only if the item does not have it.
        public UpdateBuilder setIfMissing(String name, long value) {
            defaults.put(name, number(value));
            return this;
        }

        /// Sets the attribute only if the item does not have it.
        ///
        /// @param value stored by milliseconds
        public UpdateBuilder setIfMissing(String name, Instant value) {
            defaults.put(name, AttributeValue.fromS(Timestamps.format(value)));
            return this;
        }

        /// Adds to a counter, which is created at 0. Several additions to one counter are summed.
        ///
        /// @param delta may be negative
        public UpdateBuilder add(String name, long delta) {
            additions.merge(name, delta, Long::sum);
            return this;
        }

        /// Removes attributes; those that are missing do no harm.
        public UpdateBuilder remove(String... names) {
            removals.addAll(List.of(names));
            return this;
        }

        /// @return the update, which happens only if the condition holds
        public Write when(Condition condition) {
            return new Update(this, Optional.of(condition));
        }

        /// @return the update without any condition
        public Write always() {
            return new Update(this, Optional.empty());
        }

        private static AttributeValue number(long value) {
            return AttributeValue.fromN(Long.toString(value));
        }
    }
}
