package kezek.testing;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A table with the keys and indexes of template.yaml, empty when a test begins. The stores use the
/// client; what is in the table a test sees past them.
public interface TestTable {

    DynamoDbClient client();

    String name();

    /// All items, in order of their keys.
    List<Map<String, AttributeValue>> items();

    /// All items of a partition, in order of their sort keys.
    public default List<Map<String, AttributeValue>> partition(String partition) {
        return items().stream()
                .filter(item -> item.get("PK").s().equals(partition))
                .toList();
    }

    /// Writes an item without any condition.
    public default void putRaw(Map<String, AttributeValue> item) {
        client().putItem(request -> request.tableName(name()).item(item));
    }
}
