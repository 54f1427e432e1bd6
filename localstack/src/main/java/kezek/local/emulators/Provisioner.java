package kezek.local.emulators;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kezek.local.template.QueueResource;
import kezek.local.template.TableResource;
import kezek.local.template.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Creates the tables, queues and buckets of the template. It keeps a table or bucket that exists from an
/// earlier run on the same folder.
public final class Provisioner {

    private final Template template;

    public Provisioner(Template template) {
        this.template = template;
    }

    public void createTables(DynamoDbClient dynamoDb) {
        List<String> existing = dynamoDb.listTables().tableNames();
        template.tables().values().stream()
                .filter(table -> !existing.contains(table.name()))
                .forEach(table -> dynamoDb.createTable(request(table)));
    }

    public void createBuckets(S3Client s3) {
        List<String> existing =
                s3.listBuckets().buckets().stream().map(bucket -> bucket.name()).toList();
        template.buckets().values().stream()
                .filter(bucket -> !existing.contains(bucket.name()))
                .forEach(bucket -> s3.createBucket(request -> request.bucket(bucket.name())));
    }

    /// Creates dead-letter queues first, because ElasticMQ refuses a redrive policy to a queue that does
    /// not exist.
    public void createQueues(SqsClient sqs) {
        List<QueueResource> inOrder = new ArrayList<>(template.queues().values());
        inOrder.sort(
                (a, b) -> Boolean.compare(a.redrive().isPresent(), b.redrive().isPresent()));
        for (QueueResource queue : inOrder) {
            sqs.createQueue(request -> request.queueName(queue.name()).attributes(attributes(queue)));
        }
    }

    private Map<QueueAttributeName, String> attributes(QueueResource queue) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                String.valueOf(queue.visibilityTimeout().toSeconds()));
        attributes.put(
                QueueAttributeName.DELAY_SECONDS, String.valueOf(queue.delay().toSeconds()));
        if (queue.fifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(
                    QueueAttributeName.CONTENT_BASED_DEDUPLICATION, String.valueOf(queue.contentBasedDeduplication()));
        }
        queue.redrive().ifPresent(redrive -> attributes.put(QueueAttributeName.REDRIVE_POLICY, redrivePolicy(redrive)));
        return attributes;
    }

    private String redrivePolicy(QueueResource.Redrive redrive) {
        QueueResource deadLetters = template.queue(redrive.deadLetterQueue());
        return "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                .formatted(deadLetters.arn(), redrive.maxReceiveCount());
    }

    private static CreateTableRequest request(TableResource table) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keySchema(table.key()))
                .attributeDefinitions(table.attributeTypes().entrySet().stream()
                        .map(entry -> AttributeDefinition.builder()
                                .attributeName(entry.getKey())
                                .attributeType(entry.getValue())
                                .build())
                        .toList());
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(
                    table.indexes().stream().map(Provisioner::index).toList());
        }
        table.streamViewType()
                .ifPresent(view -> request.streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(view)));
        return request.build();
    }

    private static GlobalSecondaryIndex index(TableResource.Index index) {
        Projection.Builder projection = Projection.builder().projectionType(index.projection());
        if (!index.attributes().isEmpty()) {
            projection.nonKeyAttributes(index.attributes());
        }
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(keySchema(index.key()))
                .projection(projection.build())
                .build();
    }

    private static List<KeySchemaElement> keySchema(TableResource.KeySchema key) {
        List<KeySchemaElement> schema = new ArrayList<>();
        schema.add(element(key.partition(), KeyType.HASH));
        key.sort().ifPresent(sort -> schema.add(element(sort, KeyType.RANGE)));
        return schema;
    }

    private static KeySchemaElement element(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }
}
