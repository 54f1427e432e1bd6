package kezek.testing;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A table with the keys and indexes of template.yaml, which is empty when a test starts. Stores access
/// it with the client, and tests can read its items directly.
public interface TestTable {

    DynamoDbClient client();

    String name();

    /// Returns all items, ordered by key.
    List<Map<String, AttributeValue>> items();

    /// Returns all items of a partition, ordered by sort key.
    public default List<Map<String, AttributeValue>> partition(String partition) {
        return items().stream()
                .filter(item -> item.get("PK").s().equals(partition))
                .toList();
    }

    /// Writes an item without a condition.
    public default void putRaw(Map<String, AttributeValue> item) {
        client().putItem(request -> request.tableName(name()).item(item));
    }
}
