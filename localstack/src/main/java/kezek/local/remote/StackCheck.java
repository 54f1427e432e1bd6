package kezek.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kezek.local.template.BucketEvents;
import kezek.local.template.BucketResource;
import kezek.local.template.FunctionProperties;
import kezek.local.template.FunctionResource;
import kezek.local.template.FunctionResource.AsyncRetries;
import kezek.local.template.HttpApiResource;
import kezek.local.template.HttpRoute;
import kezek.local.template.QueueEvents;
import kezek.local.template.QueueResource;
import kezek.local.template.Schedule;
import kezek.local.template.StreamEvents;
import kezek.local.template.TableResource;
import kezek.local.template.Template;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Compares a deployed stack with what the local stack reads in the template. A difference is a feature
/// that the emulator does not support, or an error in either reading.
public final class StackCheck {

    private static final String NOTHING = "none";
    private static final String TERMINATE = "Terminate";
    private static final String LAMBDA = "lambda";
    private static final String FUNCTIONS = "/2015-03-31/functions/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Template template;
    private final FunctionProperties properties;
    private final AwsEndpoint endpoint;
    private final DeployedStack stack;
    private final List<Difference> differences = new ArrayList<>();

    private StackCheck(Template template, FunctionProperties properties, AwsEndpoint endpoint, DeployedStack stack) {
        this.template = template;
        this.properties = properties;
        this.endpoint = endpoint;
        this.stack = stack;
    }

    /// Returns the differences in the order of the template: tables, buckets, queues, functions, routes.
    public static List<Difference> differences(
            Template template, FunctionProperties properties, AwsEndpoint endpoint, DeployedStack stack) {
        StackCheck check = new StackCheck(template, properties, endpoint, stack);
        check.everything();
        return List.copyOf(check.differences);
    }

    private void everything() {
        try (DynamoDbClient dynamoDb = endpoint.newDynamoDb();
                SqsClient sqs = endpoint.newSqs();
                S3Client s3 = endpoint.newS3()) {
            template.tables().values().forEach(table -> table(table, dynamoDb));
            template.buckets().values().forEach(bucket -> bucket(bucket, s3));
            template.queues().values().forEach(queue -> queue(queue, sqs));
            template.functions().values().forEach(function -> function(function, s3));
        }
        template.httpApis().values().forEach(this::routes);
    }

    // ---------------------------------------------------------------- data

    private void table(TableResource table, DynamoDbClient dynamoDb) {
        String id = table.logicalId();
        String name = stack.physicalId(id);
        TableDescription found =
                dynamoDb.describeTable(request -> request.tableName(name)).table();
        compare(
                id,
                "indexes",
                names(table.indexes().stream().map(TableResource.Index::name)),
                names(found.globalSecondaryIndexes().stream().map(index -> index.indexName())));
        compare(
                id,
                "StreamViewType",
                table.streamViewType().orElse(NOTHING),
                found.streamSpecification() == null
                        ? NOTHING
                        : found.streamSpecification().streamViewTypeAsString());
        compare(id, "TimeToLive", table.timeToLiveAttribute().orElse(NOTHING), timeToLive(dynamoDb, name));
        compare(id, "SSEEnabled", "true", String.valueOf(found.sseDescription() != null));
        compare(id, "PointInTimeRecoveryEnabled", "true", pointInTimeRecovery(dynamoDb, name));
    }

    private static String timeToLive(DynamoDbClient dynamoDb, String table) {
        return orNothing(() -> dynamoDb.describeTimeToLive(request -> request.tableName(table))
                .timeToLiveDescription()
                .attributeName());
    }

    private static String pointInTimeRecovery(DynamoDbClient dynamoDb, String table) {
        return orNothing(() -> dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                                .continuousBackupsDescription()
                                .pointInTimeRecoveryDescription()
                                .pointInTimeRecoveryStatusAsString())
                        .equals("ENABLED")
                ? "true"
                : "false";
    }

    private void bucket(BucketResource bucket, S3Client s3) {
        String name = stack.physicalId(bucket.logicalId());
        compare(bucket.logicalId(), "BucketName", bucket.name(), name);
        compare(
                bucket.logicalId(),
                "BucketEncryption",
                "AES256",
                orNothing(() -> s3.getBucketEncryption(request -> request.bucket(name))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .getFirst()
                        .applyServerSideEncryptionByDefault()
                        .sseAlgorithmAsString()));
        compare(
                bucket.logicalId(),
                "RestrictPublicBuckets",
                "true",
                orNothing(() -> s3.getPublicAccessBlock(request -> request.bucket(name))
                        .publicAccessBlockConfiguration()
                        .restrictPublicBuckets()
                        .toString()));
    }

    private void queue(QueueResource queue, SqsClient sqs) {
        String id = queue.logicalId();
        Map<QueueAttributeName, String> found = sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl(id, sqs)).attributeNames(QueueAttributeName.ALL))
                .attributes();
        compare(
                id,
                "FifoQueue",
                String.valueOf(queue.fifo()),
                found.getOrDefault(QueueAttributeName.FIFO_QUEUE, "false"));
        compare(
                id,
                "VisibilityTimeout",
                String.valueOf(queue.visibilityTimeout().toSeconds()),
                found.getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, NOTHING));
        compare(
                id,
                "SqsManagedSseEnabled",
                "true",
                found.getOrDefault(QueueAttributeName.SQS_MANAGED_SSE_ENABLED, NOTHING));
        compare(
                id,
                "RedrivePolicy",
                queue.redrive()
                        .map(redrive -> arnOfQueue(redrive.deadLetterQueue()) + " after " + redrive.maxReceiveCount())
                        .orElse(NOTHING),
                Optional.ofNullable(found.get(QueueAttributeName.REDRIVE_POLICY))
                        .map(StackCheck::json)
                        .map(policy -> policy.path("deadLetterTargetArn").asText() + " after "
                                + policy.path("maxReceiveCount").asInt())
                        .orElse(NOTHING));
    }

    /// The URL in the form that the endpoint writes.
    private String queueUrl(String logicalId, SqsClient sqs) {
        return sqs.getQueueUrl(request -> request.queueName(queueName(logicalId)))
                .queueUrl();
    }

    private String queueName(String logicalId) {
        return lastPart(stack.physicalId(logicalId));
    }

    private static String lastPart(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private String arnOfQueue(String logicalId) {
        return template.deployment().arn("sqs", queueName(logicalId));
    }

    // ---------------------------------------------------------------- functions

    private void function(FunctionResource function, S3Client s3) {
        String id = function.logicalId();
        String name = stack.physicalId(id);
        JsonNode found =
                endpoint.find(LAMBDA, FUNCTIONS + name + "/configuration").orElse(MissingNode.getInstance());
        compare(id, "Handler", function.handler(), text(found.path("Handler")));
        compare(id, "Timeout", String.valueOf(function.timeout().toSeconds()), text(found.path("Timeout")));
        compare(id, "MemorySize", String.valueOf(function.memory()), text(found.path("MemorySize")));
        environment(function, found.path("Environment").path("Variables"));
        compare(id, "LogFormat", "JSON", text(found.path("LoggingConfig").path("LogFormat")));
        compare(
                id,
                "SnapStart",
                properties.literal(id, "SnapStart", "ApplyOn").orElse("None"),
                found.path("SnapStart").path("ApplyOn").asText("None"));
        compare(id, "RecursiveLoop", properties.literal(id, "RecursiveLoop").orElse(TERMINATE), recursiveLoop(name));
        retries(function, name);
        List<JsonNode> mappings = EventSourceMappings.of(endpoint, name);
        function.events().forEach(event -> {
            switch (event) {
                case BucketEvents bucket -> bucketEvents(id, name, bucket, s3);
                case QueueEvents queue -> queueEvents(id, queue, mappings);
                case StreamEvents stream -> streamEvents(id, stream, mappings);
                case Schedule schedule -> schedule(id, schedule);
                case HttpRoute route -> {}
            }
        });
    }

    private void environment(FunctionResource function, JsonNode deployed) {
        TreeSet<String> names = new TreeSet<>(function.environment().keySet());
        deployed.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String wanted = function.environment().get(name);
            String found = text(deployed.path(name));
            boolean isQueue = wanted != null && queueOfUrl(wanted).isPresent();
            compare(
                    function.logicalId(),
                    "Variables." + name,
                    wanted == null ? NOTHING : deployedAs(wanted),
                    isQueue ? lastPart(found) : found);
        }
    }

    /// Replaces a reference in a variable by the name in the deployed stack. Other text stays unchanged.
    /// A queue is compared by its name alone, because an endpoint has several addresses.
    private String deployedAs(String value) {
        Optional<String> table = template.tables().values().stream()
                .filter(candidate -> candidate.name().equals(value))
                .map(candidate -> stack.physicalId(candidate.logicalId()))
                .findFirst();
        return queueOfUrl(value).map(this::queueName).or(() -> table).orElse(value);
    }

    /// @return logical id; empty if the text is not the URL of a queue in the template
    private Optional<String> queueOfUrl(String text) {
        return template.queues().values().stream()
                .filter(queue -> text.equals(template.deployment().queueUrlPrefix() + queue.name()))
                .map(QueueResource::logicalId)
                .findFirst();
    }

    private String recursiveLoop(String function) {
        return endpoint.find(LAMBDA, "/2024-08-31/functions/" + function + "/recursion-config")
                .map(answer -> answer.path("RecursiveLoop").asText())
                .orElse(TERMINATE);
    }

    private void retries(FunctionResource function, String name) {
        if (function.retries().equals(AsyncRetries.STANDARD)) {
            return;
        }
        JsonNode found = endpoint.find(
                        LAMBDA, "/2019-09-25/functions/" + name + "/event-invoke-config?Qualifier=%24LATEST")
                .orElse(MissingNode.getInstance());
        compare(
                function.logicalId(),
                "EventInvokeConfig.MaximumRetryAttempts",
                String.valueOf(function.retries().maximumRetries()),
                text(found.path("MaximumRetryAttempts")));
        function.retries()
                .onFailureQueue()
                .ifPresent(queue -> compare(
                        function.logicalId(), "EventInvokeConfig.OnFailure", arnOfQueue(queue), onFailure(found)));
    }

    private void bucketEvents(String id, String function, BucketEvents events, S3Client s3) {
        String bucket = stack.physicalId(events.bucket());
        String wanted = events.types() + " prefix " + events.prefix() + " suffix " + events.suffix();
        String found = s3
                .getBucketNotificationConfiguration(request -> request.bucket(bucket))
                .lambdaFunctionConfigurations()
                .stream()
                .filter(configuration -> configuration.lambdaFunctionArn().contains(":function:" + function))
                .map(StackCheck::described)
                .findFirst()
                .orElse(NOTHING);
        compare(id + "." + events.name(), "notification", wanted, found);
    }

    private static String described(LambdaFunctionConfiguration configuration) {
        StringBuilder text = new StringBuilder(configuration.eventsAsStrings().toString());
        for (String name : List.of("prefix", "suffix")) {
            configuration.filter().key().filterRules().stream()
                    .filter(rule -> rule.nameAsString().equalsIgnoreCase(name))
                    .forEach(rule -> text.append(' ').append(name).append(' ').append(rule.value()));
        }
        return text.toString();
    }

    private void queueEvents(String id, QueueEvents events, List<JsonNode> mappings) {
        String resource = id + "." + events.name();
        JsonNode found = mapping(mappings, ":" + queueName(events.queue()));
        if (found.isMissingNode()) {
            reportNoMapping(resource);
            return;
        }
        compare(resource, "BatchSize", String.valueOf(events.batchSize()), text(found.path("BatchSize")));
        compare(resource, "ReportBatchItemFailures", String.valueOf(events.partialResponses()), partial(found));
        compare(
                resource,
                "MaximumConcurrency",
                number(events.maximumConcurrency()),
                text(found.path("ScalingConfig").path("MaximumConcurrency")));
    }

    private void streamEvents(String id, StreamEvents events, List<JsonNode> mappings) {
        String resource = id + "." + events.name();
        JsonNode found = mapping(mappings, ":table/" + stack.physicalId(events.table()) + "/stream/");
        if (found.isMissingNode()) {
            reportNoMapping(resource);
            return;
        }
        compare(
                resource,
                "StartingPosition",
                events.fromBeginning() ? "TRIM_HORIZON" : "LATEST",
                text(found.path("StartingPosition")));
        compare(resource, "BatchSize", String.valueOf(events.batchSize()), text(found.path("BatchSize")));
        compare(
                resource,
                "ParallelizationFactor",
                String.valueOf(events.parallelization()),
                text(found.path("ParallelizationFactor")));
        compare(
                resource,
                "BisectBatchOnFunctionError",
                String.valueOf(events.bisect()),
                text(found.path("BisectBatchOnFunctionError")));
        compare(
                resource,
                "MaximumRetryAttempts",
                number(events.maximumRetries()),
                text(found.path("MaximumRetryAttempts")));
        compare(resource, "ReportBatchItemFailures", String.valueOf(events.partialResponses()), partial(found));
        compare(resource, "FilterCriteria", json(events.patterns().toString()).toString(), filters(found));
        compare(
                resource,
                "OnFailure",
                events.onFailureQueue().map(this::arnOfQueue).orElse(NOTHING),
                onFailure(found));
    }

    private void reportNoMapping(String resource) {
        differences.add(new Difference(resource, "event source mapping", "one", NOTHING));
    }

    private static JsonNode mapping(List<JsonNode> mappings, String source) {
        return mappings.stream()
                .filter(mapping -> (mapping.path("EventSourceArn").asText() + "/").contains(source))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String partial(JsonNode mapping) {
        return String.valueOf(mapping.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures"));
    }

    private static String filters(JsonNode mapping) {
        List<JsonNode> patterns = new ArrayList<>();
        mapping.path("FilterCriteria")
                .path("Filters")
                .forEach(filter -> patterns.add(json(filter.path("Pattern").asText())));
        return patterns.toString();
    }

    private static String onFailure(JsonNode configuration) {
        return text(configuration.path("DestinationConfig").path("OnFailure").path("Destination"));
    }

    private void schedule(String id, Schedule schedule) {
        String name = lastPart(stack.physicalId(id + schedule.name()));
        JsonNode found = endpoint.find(
                        "events",
                        "AWSEvents.DescribeRule",
                        JSON.createObjectNode().put("Name", name))
                .orElse(MissingNode.getInstance());
        long minutes = schedule.rate().toMinutes();
        compare(
                id + "." + schedule.name(),
                "Schedule",
                "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)"),
                text(found.path("ScheduleExpression")));
        compare(id + "." + schedule.name(), "State", "ENABLED", text(found.path("State")));
    }

    // ---------------------------------------------------------------- HTTP API

    private void routes(HttpApiResource resource) {
        String api = resource.logicalId();
        String path = "/v2/apis/" + stack.physicalId(api);
        TreeSet<String> missing = new TreeSet<>();
        template.routes().forEach(route -> missing.add(route.key()));
        int all = missing.size();
        endpoint.find("apigateway", path + "/routes")
                .ifPresent(answer -> answer.path("items")
                        .forEach(item -> missing.remove(item.path("routeKey").asText())));
        compare(api, "routes", all + " routes", missing.size() == all ? NOTHING : all - missing.size() + " routes");
        boolean authorizer = endpoint.find("apigateway", path + "/authorizers")
                .map(answer -> !answer.path("items").isEmpty())
                .orElse(false);
        compare(api, "authorizer", resource.hasAuthorizer() ? "one" : NOTHING, authorizer ? "one" : NOTHING);
    }

    // ---------------------------------------------------------------- comparing

    private void compare(String resource, String property, String wanted, @Nullable String found) {
        String deployed = Objects.requireNonNullElse(found, NOTHING);
        if (!wanted.equals(deployed)) {
            differences.add(new Difference(resource, property, wanted, deployed));
        }
    }

    private static String names(Stream<String> names) {
        return names.sorted().toList().toString();
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : NOTHING;
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? NOTHING : node.asText();
    }

    private static String orNothing(Supplier<@Nullable String> question) {
        try {
            return Objects.requireNonNullElse(question.get(), NOTHING);
        } catch (AwsServiceException e) {
            // The property is not set, or the emulator does not know the call. Both mean that it is
            // missing.
            return NOTHING;
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the endpoint did not answer JSON", e);
        }
    }
}
