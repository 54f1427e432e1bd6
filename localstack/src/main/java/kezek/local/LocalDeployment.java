package kezek.local;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kezek.local.LocalDeploymentOptions.Functions.ChildJvms;
import kezek.local.LocalDeploymentOptions.Functions.InProcess;
import kezek.local.emulators.Emulators;
import kezek.local.emulators.Endpoints;
import kezek.local.emulators.ObjectChange;
import kezek.local.emulators.Provisioner;
import kezek.local.events.EventSources;
import kezek.local.http.HttpApi;
import kezek.local.lambda.ChildJvmHost;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InProcessHost;
import kezek.local.lambda.InvocationResult;
import kezek.local.lambda.LocalFunction;
import kezek.local.template.Deployment;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A deployment that runs on this machine: emulators with the template's table, queues and bucket, the
/// functions behind their event sources, and the HTTP API. Everything listens on 127.0.0.1 only.
///
/// It differs from AWS in three ways. It checks no permissions and runs no authorizer. Time to live
/// deletes nothing. The emulators never throttle, report a conflict or deliver twice by themselves.
public final class LocalDeployment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDeployment.class);

    private final Template template;
    private final Emulators emulators;
    private final DynamoDbClient dynamoDb;
    private final DynamoDbStreamsClient streams;
    private final SqsClient sqs;
    private final S3Client s3;
    private final FunctionHost host;
    private final EventSources eventSources;
    private final HttpApi httpApi;
    private final @Nullable SdkProperties sdkProperties;

    /// Set when the event sources exist. They need the emulators first.
    private volatile Consumer<ObjectChange> bucketEvents = change -> {};

    /// Starts everything, which takes a few seconds.
    ///
    /// @throws kezek.local.template.TemplateException if the template is not understood; then nothing was
    ///     started
    public static LocalDeployment start(LocalDeploymentOptions options) {
        Template template = TemplateReader.read(options.template(), Deployment.LOCAL, options.parameters());
        return new LocalDeployment(template, options);
    }

    private LocalDeployment(Template template, LocalDeploymentOptions options) {
        this.template = template;
        Path data = options.data().orElse(null);
        this.emulators = Emulators.start(template.deployment(), data, change -> bucketEvents.accept(change));
        Endpoints endpoints = emulators.endpoints();
        this.dynamoDb = endpoints.newDynamoDb();
        this.streams = endpoints.newDynamoDbStreams();
        this.sqs = endpoints.newSqs();
        this.s3 = endpoints.newS3();
        try {
            provision();
            this.sdkProperties = options.functions() instanceof InProcess ? SdkProperties.pointingTo(endpoints) : null;
            this.host = host(options, endpoints);
            this.eventSources = new EventSources(
                    template,
                    host,
                    new EventSources.EmulatorClients(sqs, dynamoDb, streams),
                    queueUrls(),
                    new EventSources.SourceSettings(options.maxEnvironments(), options.retryDelay(), data));
            this.bucketEvents = eventSources.bucketEvents();
            this.httpApi = new HttpApi(template, host, options.httpPort());
            eventSources.start();
        } catch (RuntimeException e) {
            emulators.close();
            throw e;
        }
    }

    public Template template() {
        return template;
    }

    /// The address of the HTTP API.
    public URI apiUri() {
        return httpApi.uri();
    }

    /// Whether the template puts an authorizer before the HTTP API. It does not run here, so the user
    /// must be told.
    public boolean leavesOutAuthorizer() {
        return template.httpApis().values().stream().anyMatch(api -> api.hasAuthorizer());
    }

    /// The addresses of the services. S3 requires the key [Endpoints#ACCESS_KEY].
    public Endpoints endpoints() {
        return emulators.endpoints();
    }

    public URI s3Endpoint() {
        return endpoints().s3();
    }

    /// @throws IllegalStateException if the template has no bucket, or several
    public String bucketName() {
        return only(template.buckets().values(), "bucket").name();
    }

    /// @throws IllegalStateException if the template has no table, or several
    public String tableName() {
        return only(template.tables().values(), "table").name();
    }

    /// @param logicalId of a queue in the template
    public String queueUrl(String logicalId) {
        return endpoints().sqs() + "/" + template.deployment().accountId() + "/"
                + template.queue(logicalId).name();
    }

    /// Returns a client that closes with this deployment.
    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    /// Returns a client that closes with this deployment.
    public SqsClient sqs() {
        return sqs;
    }

    /// Returns a client that closes with this deployment.
    public S3Client s3() {
        return s3;
    }

    /// Invokes a function with an event, as `aws lambda invoke` does, and waits for its result.
    ///
    /// @param function logical id
    /// @param event JSON
    public InvocationResult invoke(String function, String event) throws InterruptedException {
        return host.invoke(function, event.getBytes(StandardCharsets.UTF_8));
    }

    /// Starts an environment of each of these functions, all at the same time, and does not wait for
    /// them.
    ///
    /// @param functions logical ids
    public void warm(Collection<String> functions) {
        functions.forEach(
                function -> Thread.ofVirtual().name("warm-" + function).start(() -> warm(function)));
    }

    /// The processes that run the function at the moment.
    ///
    /// @param function logical id
    public List<ProcessHandle> processes(String function) {
        return host.processes(function);
    }

    /// Stops everything within seconds and does not wait for messages in flight. On AWS they would be
    /// redelivered; here they are lost with the queues.
    @Override
    public void close() {
        closeQuietly("HTTP API", httpApi);
        closeQuietly("event sources", eventSources);
        closeQuietly("functions", host);
        List.of(dynamoDb, streams, sqs, s3).forEach(client -> closeQuietly("client", client));
        closeQuietly("emulators", emulators);
        if (sdkProperties != null) {
            sdkProperties.close();
        }
    }

    private void warm(String function) {
        try {
            host.warm(function);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The next invocation of the function reports the failure.
            LOG.warn("{} could not be started ahead: {}", function, e.getMessage());
        }
    }

    private void provision() {
        Provisioner provisioner = new Provisioner(template);
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> provisioner.createTables(dynamoDb)),
                        CompletableFuture.runAsync(() -> provisioner.createQueues(sqs)),
                        CompletableFuture.runAsync(() -> provisioner.createBuckets(s3)))
                .join();
    }

    private FunctionHost host(LocalDeploymentOptions options, Endpoints endpoints) {
        List<LocalFunction> functions = new ArrayList<>();
        template.functions()
                .values()
                .forEach(function -> functions.add(
                        FunctionEnvironment.localised(function, template, endpoints, options.environment())));
        return switch (options.functions()) {
            case ChildJvms child ->
                new ChildJvmHost(functions, options.cache(), options.maxEnvironments(), options.log());
            case InProcess inProcess ->
                new InProcessHost(functions, inProcess.handlers(), options.maxEnvironments(), options.log());
        };
    }

    private Map<String, String> queueUrls() {
        Map<String, String> urls = new HashMap<>();
        template.queues().keySet().forEach(queue -> urls.put(queue, queueUrl(queue)));
        return urls;
    }

    private static <T> T only(Collection<T> resources, String kind) {
        if (resources.size() != 1) {
            throw new IllegalStateException(
                    "the template has " + resources.size() + " resources of the kind " + kind + ", not one");
        }
        return resources.iterator().next();
    }

    private static void closeQuietly(String what, AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // The others must still be closed.
            LOG.warn("the {} did not stop cleanly", what, e);
        }
    }
}
