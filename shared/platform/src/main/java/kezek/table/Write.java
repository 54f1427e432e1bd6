package kezek.table;

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

/// One write of a transaction. A condition that fails hands back the item that made it fail, so that
/// nobody has to read it again.
public sealed interface Write {

    TransactWriteItem toAction(String table);

    record Put(Item item, Optional<Condition> condition) implements Write {

        @Override
        public TransactWriteItem toAction(String table) {
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

    record Delete(Key key, Optional<Condition> condition) implements Write {

        @Override
        public TransactWriteItem toAction(String table) {
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

    record Check(Key key, Condition condition) implements Write {

        @Override
        public TransactWriteItem toAction(String table) {
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

    /// Changes attributes of an item; `additions` are counters, created at 0.
    record Update(
            Key key,
            Map<String, AttributeValue> assignments,
            Map<String, AttributeValue> defaults,
            Map<String, Long> additions,
            List<String> removals,
            Optional<Condition> condition)
            implements Write {

        @Override
        public TransactWriteItem toAction(String table) {
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

        String updateExpression(Placeholders placeholders) {
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

    static Write put(Item item) {
        return new Put(item, Optional.empty());
    }

    static Write put(Item item, Condition condition) {
        return new Put(item, Optional.of(condition));
    }

    static Write delete(Key key) {
        return new Delete(key, Optional.empty());
    }

    static Write delete(Key key, Condition condition) {
        return new Delete(key, Optional.of(condition));
    }

    static Write check(Key key, Condition condition) {
        return new Check(key, condition);
    }

    static UpdateBuilder update(Key key) {
        return new UpdateBuilder(key);
    }

    final class UpdateBuilder {

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
            assignments.put(name, AttributeValue.fromN(Long.toString(value)));
            return this;
        }

        /// Sets a set, or removes the attribute when the set is empty: DynamoDB has no empty set.
        public UpdateBuilder setOrRemove(String name, Set<String> value) {
            if (value.isEmpty()) {
                removals.add(name);
            } else {
                assignments.put(
                        name, AttributeValue.fromSs(value.stream().sorted().toList()));
            }
            return this;
        }

        /// Sets the attribute only if the item has none.
        public UpdateBuilder setIfMissing(String name, AttributeValue value) {
            defaults.put(name, value);
            return this;
        }

        public UpdateBuilder add(String name, long delta) {
            additions.merge(name, delta, Long::sum);
            return this;
        }

        public UpdateBuilder remove(String... names) {
            removals.addAll(List.of(names));
            return this;
        }

        public Write when(Condition condition) {
            return new Update(key, assignments, defaults, additions, removals, Optional.of(condition));
        }

        public Write always() {
            return new Update(key, assignments, defaults, additions, removals, Optional.empty());
        }
    }
}
