package kezek.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kezek.local.remote.AwsEndpoint;
import kezek.local.template.BucketEvents;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// An emulator of AWS at one address. The bucket's notifications go to a queue, with the filter that
/// template.yaml has for ingest. The tests receive them from there.
final class RemoteServices extends Services {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<Deviation> deviations;
    private final AwsEndpoint endpoint;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final S3Client s3;
    private final S3Presigner presigner;
    private final String eventQueue;
    private final List<JsonNode> events = new ArrayList<>();

    RemoteServices(URI uri, Set<Deviation> deviations) {
        super("kezek-remote");
        this.deviations = deviations;
        this.endpoint = new AwsEndpoint(uri, template().deployment().region());
        this.dynamoDb = endpoint.newDynamoDb();
        this.sqs = endpoint.newSqs();
        this.s3 = endpoint.newS3();
        this.presigner = S3Presigner.builder()
                .endpointOverride(uri)
                .region(Region.of(endpoint.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(AwsEndpoint.ACCESS_KEY, AwsEndpoint.SECRET_KEY)))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        provision();
        this.eventQueue =
                sqs.createQueue(request -> request.queueName("upload-events")).queueUrl();
        announceUploads();
    }

    private void announceUploads() {
        BucketEvents wanted = template().function("IngestFunction").events().stream()
                .filter(BucketEvents.class::isInstance)
                .map(BucketEvents.class::cast)
                .findFirst()
                .orElseThrow();
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(eventQueue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        QueueConfiguration configuration = QueueConfiguration.builder()
                .queueArn(arn)
                .events(Event.S3_OBJECT_CREATED)
                .filter(filter -> filter.key(key -> key.filterRules(rules(wanted))))
                .build();
        s3.putBucketNotificationConfiguration(request ->
                request.bucket(bucket()).notificationConfiguration(all -> all.queueConfigurations(configuration)));
    }

    private static List<FilterRule> rules(BucketEvents wanted) {
        return List.of(
                FilterRule.builder().name("prefix").value(wanted.prefix()).build(),
                FilterRule.builder().name("suffix").value(wanted.suffix()).build());
    }

    @Override
    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    @Override
    SqsClient sqs() {
        return sqs;
    }

    @Override
    S3Client s3() {
        return s3;
    }

    @Override
    S3Presigner presigner() {
        return presigner;
    }

    /// Leaves out `s3:TestEvent`, which a bucket sends when its notifications change. Ingest ignores it.
    @Override
    List<JsonNode> uploadEvents() {
        for (Message message : sqs.receiveMessage(
                        request -> request.queueUrl(eventQueue).maxNumberOfMessages(10))
                .messages()) {
            JsonNode event = json(message.body());
            if (event.has("Records")) {
                events.add(event);
            }
            sqs.deleteMessage(request -> request.queueUrl(eventQueue).receiptHandle(message.receiptHandle()));
        }
        return List.copyOf(events);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON came from the bucket", e);
        }
    }

    @Override
    boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    @Override
    public void close() {
        super.close();
        endpoint.close();
    }
}
