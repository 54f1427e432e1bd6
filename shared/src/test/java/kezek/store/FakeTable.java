package kezek.store;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table in memory.
record FakeTable(FakeDynamoDb client, String name) implements TestTable {

    FakeTable() {
        this(new FakeDynamoDb(), "table");
    }

    @Override
    public List<Map<String, AttributeValue>> items() {
        return client.items();
    }
}
