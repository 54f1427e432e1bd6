package kezek.local.events;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kezek.local.emulators.ObjectChange;
import kezek.local.lambda.FunctionHost;
import kezek.local.template.BucketEvents;
import kezek.local.template.FunctionResource;
import kezek.local.template.HttpRoute;
import kezek.local.template.QueueEvents;
import kezek.local.template.Schedule;
import kezek.local.template.StreamEvents;
import kezek.local.template.TableResource;
import kezek.local.template.Template;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// All event sources of a template except the HTTP API.
public final class EventSources implements AutoCloseable {

    private final Template template;
    private final FunctionHost host;
    private final EmulatorClients clients;
    private final Map<String, String> queueUrls;
    private final SourceSettings settings;
    private final AsyncInvoker asyncInvoker;
    private final ScheduleEventSource schedules;
    private final List<QueueEventSource> queueSources = new ArrayList<>();
    private final List<Runnable> pollersToStop = new ArrayList<>();

    /// Clients that outlive the event sources.
    public record EmulatorClients(SqsClient sqs, DynamoDbClient dynamoDb, DynamoDbStreamsClient streams) {}

    /// @param maxEnvironments of each function
    /// @param retryDelay see [AsyncInvoker]; the first retry of a stream batch comes after a tenth of it
    /// @param folder for stream positions and accepted events, from which a restart continues; `null`: in
    ///     memory only
    public record SourceSettings(
            int maxEnvironments,
            Duration retryDelay,
            @Nullable Path folder) {}

    /// @param queueUrls logical id of a queue to its URL
    public EventSources(
            Template template,
            FunctionHost host,
            EmulatorClients clients,
            Map<String, String> queueUrls,
            SourceSettings settings) {
        this.template = template;
        this.host = host;
        this.clients = clients;
        this.queueUrls = Map.copyOf(queueUrls);
        this.settings = settings;
        Path folder = settings.folder();
        this.asyncInvoker = new AsyncInvoker(
                template,
                host,
                failureQueues(),
                settings.retryDelay(),
                folder == null ? null : folder.resolve("events"));
        this.schedules = new ScheduleEventSource(template, asyncInvoker);
    }

    /// Returns a consumer of the bucket's changes.
    public Consumer<ObjectChange> bucketEvents() {
        return new BucketEventSource(template, asyncInvoker);
    }

    public void start() {
        asyncInvoker.resume();
        template.functions().values().forEach(this::start);
        schedules.start();
    }

    @Override
    public void close() {
        schedules.close();
        pollersToStop.forEach(Runnable::run);
        asyncInvoker.close();
        try {
            for (QueueEventSource source : queueSources) {
                source.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(FunctionResource function) {
        for (var event : function.events()) {
            switch (event) {
                case QueueEvents queue -> startQueue(function, queue);
                case StreamEvents stream -> startStream(function, stream);
                // All schedules are started together. Buckets and routes are called from outside.
                case Schedule schedule -> {}
                case BucketEvents bucket -> {}
                case HttpRoute route -> {}
            }
        }
    }

    private void startQueue(FunctionResource function, QueueEvents mapping) {
        var source = new QueueEventSource(
                template.deployment().region(),
                function.logicalId(),
                mapping,
                template.queue(mapping.queue()),
                String.valueOf(queueUrls.get(mapping.queue())),
                clients.sqs(),
                host,
                settings.maxEnvironments());
        queueSources.add(source);
        pollersToStop.add(source::close);
        source.start();
    }

    private void startStream(FunctionResource function, StreamEvents mapping) {
        TableResource table = template.table(mapping.table());
        String streamArn = clients.dynamoDb()
                .describeTable(request -> request.tableName(table.name()))
                .table()
                .latestStreamArn();
        if (streamArn == null) {
            throw new IllegalStateException("the table " + table.name() + " has no stream, but " + function.logicalId()
                    + " reads it; a table kept from an older template must be deleted");
        }
        var source = new StreamEventSource(
                template.deployment().region(),
                function.logicalId(),
                mapping,
                streamArn,
                clients.streams(),
                new StreamBatches(
                        function,
                        mapping,
                        host,
                        failureQueues(),
                        settings.retryDelay().dividedBy(10)),
                new StreamCheckpoint(checkpointFile(function, mapping)));
        pollersToStop.add(source::close);
        source.start();
    }

    private @Nullable Path checkpointFile(FunctionResource function, StreamEvents mapping) {
        Path folder = settings.folder();
        return folder == null ? null : folder.resolve("streams").resolve(function.logicalId() + "-" + mapping.name());
    }

    private FailureQueues failureQueues() {
        return new FailureQueues(clients.sqs(), queueUrls);
    }
}
