package kezek.testing;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A test table in memory.
public record FakeTable(FakeDynamoDb client, String name) implements TestTable {

    public FakeTable() {
        this(new FakeDynamoDb(), "table");
    }

    @Override
    public List<Map<String, AttributeValue>> items() {
        return client.items();
    }
}
