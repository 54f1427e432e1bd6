package kezek.services;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kezek.testing.TestTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// The table of a real service. All tests share it, and each empties it first, because creating a table
/// takes longer than most tests.
record RealTable(DynamoDbClient client, String name) implements TestTable {

    private static final int MAX_BATCH = 25;

    static RealTable emptied(Services services) {
        RealTable table = new RealTable(services.dynamoDb(), services.table());
        table.deleteAll(table.items());
        return table;
    }

    private void deleteAll(List<Map<String, AttributeValue>> items) {
        for (int from = 0; from < items.size(); from += MAX_BATCH) {
            List<WriteRequest> deletions = items.subList(from, Math.min(from + MAX_BATCH, items.size())).stream()
                    .map(item -> WriteRequest.builder()
                            .deleteRequest(deletion -> deletion.key(Map.of("PK", item.get("PK"), "SK", item.get("SK"))))
                            .build())
                    .toList();
            client.batchWriteItem(request -> request.requestItems(Map.of(name, deletions)));
        }
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
