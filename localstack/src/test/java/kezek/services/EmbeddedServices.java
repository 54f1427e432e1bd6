package kezek.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import kezek.local.emulators.Emulators;
import kezek.local.emulators.Endpoints;
import kezek.local.emulators.ObjectChange;
import kezek.local.events.AsyncInvoker;
import kezek.local.events.BucketEventSource;
import kezek.local.events.FailureQueues;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The emulators in this JVM, and the event source of their bucket.
final class EmbeddedServices extends Services {

    private static final Set<Deviation> DEVIATIONS = Set.of(Deviation.STALE_RECEIPT_REFUSED);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Emulators emulators;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final S3Client s3;
    private final S3Presigner presigner;
    private final AsyncInvoker invoker;

    /// Set when the queues exist.
    private volatile Consumer<ObjectChange> bucketEvents = change -> {};

    EmbeddedServices() {
        super("kezek-embedded");
        this.emulators = Emulators.start(template().deployment(), null, change -> bucketEvents.accept(change));
        Endpoints endpoints = emulators.endpoints();
        this.dynamoDb = endpoints.newDynamoDb();
        this.sqs = endpoints.newSqs();
        this.s3 = endpoints.newS3();
        this.presigner = S3Presigner.builder()
                .endpointOverride(endpoints.s3())
                .region(Region.of(endpoints.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY)))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        provision();
        this.invoker =
                new AsyncInvoker(template(), new Recorder(), new FailureQueues(sqs, Map.of()), Duration.ZERO, null);
        this.bucketEvents = new BucketEventSource(template(), invoker);
    }

    /// Replaces all functions and records the events of ingest.
    private final class Recorder implements FunctionHost {

        @Override
        public InvocationResult invoke(String function, byte[] event) {
            try {
                events.add(JSON.readTree(event));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new InvocationResult.Answered("recorded", new byte[0]);
        }

        @Override
        public void warm(String function) {}

        @Override
        public List<ProcessHandle> processes(String function) {
            return List.of();
        }

        @Override
        public void close() {}
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

    @Override
    List<JsonNode> uploadEvents() {
        return events;
    }

    @Override
    boolean has(Deviation deviation) {
        return DEVIATIONS.contains(deviation);
    }

    @Override
    public void close() {
        super.close();
        invoker.close();
        emulators.close();
    }
}
