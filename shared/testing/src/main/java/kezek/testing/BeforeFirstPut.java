package kezek.testing;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A DynamoDB client that runs another write once, between a query and the first put after it, to
/// simulate a race.
public final class BeforeFirstPut implements DynamoDbClient {

    private final DynamoDbClient table;
    private final Runnable other;
    private boolean isDone;

    public BeforeFirstPut(DynamoDbClient table, Runnable other) {
        this.table = table;
        this.other = other;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return table.query(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        if (!isDone) {
            isDone = true;
            other.run();
        }
        return table.putItem(request);
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
