package kezek.services;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kezek.store.TestTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of a service that answers calls. One for all tests, emptied before each: to create one takes
/// longer than most tests.
record RealTable(DynamoDbClient client, String name) implements TestTable {

    static RealTable emptied(Services services) {
        RealTable table = new RealTable(services.dynamoDb(), services.table());
        table.items().forEach(table::delete);
        return table;
    }

    private void delete(Map<String, AttributeValue> item) {
        client.deleteItem(
                request -> request.tableName(name).key(Map.of("PK", item.get("PK"), "SK", item.get("SK"))));
    }

    @Override
    public List<Map<String, AttributeValue>> items() {
        return client.scanPaginator(request -> request.tableName(name).consistentRead(true)).items().stream()
                .sorted(Comparator.comparing((Map<String, AttributeValue> item) ->
                                item.get("PK").s())
                        .thenComparing(item -> item.get("SK").s()))
                .toList();
    }
}
