package kezek.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the resources that have an effect on one machine from their resolved properties.
final class ResourceReader {

    private static final List<String> SUPPORTED = List.of(
            "AWS::Serverless::Function",
            "AWS::Serverless::HttpApi",
            "AWS::SQS::Queue",
            "AWS::DynamoDB::Table",
            "AWS::S3::Bucket");

    private final Deployment deployment;
    private final ResourceNames names;
    private final Path folder;
    private final Map<String, FunctionResource> functions = new LinkedHashMap<>();
    private final Map<String, QueueResource> queues = new LinkedHashMap<>();
    private final Map<String, TableResource> tables = new LinkedHashMap<>();
    private final Map<String, BucketResource> buckets = new LinkedHashMap<>();
    private final Map<String, HttpApiResource> httpApis = new LinkedHashMap<>();

    /// @param folder base of relative paths in the template
    ResourceReader(Deployment deployment, ResourceNames names, Path folder) {
        this.deployment = deployment;
        this.names = names;
        this.folder = folder;
    }

    Template template() {
        return new Template(deployment, functions, queues, tables, buckets, httpApis);
    }

    void read(String logicalId, String type, Section properties) {
        switch (type) {
            case "AWS::Serverless::Function" ->
                functions.put(logicalId, new FunctionReader(names, folder).read(logicalId, properties));
            case "AWS::Serverless::HttpApi" -> httpApis.put(logicalId, httpApi(logicalId, properties));
            case "AWS::SQS::Queue" -> queues.put(logicalId, queue(logicalId, properties));
            case "AWS::DynamoDB::Table" -> tables.put(logicalId, table(logicalId, properties));
            case "AWS::S3::Bucket" -> buckets.put(logicalId, bucket(logicalId, properties));
            default -> {
                if (!ResourceNames.WITHOUT_LOCAL_EFFECT.contains(type)) {
                    throw new TemplateException("Resources." + logicalId + " has the type " + type
                            + ", which the local stack does not know; supported: " + SUPPORTED
                            + "; known, without local effect: "
                            + ResourceNames.WITHOUT_LOCAL_EFFECT.stream()
                                    .sorted()
                                    .toList());
                }
                return;
            }
        }
        properties.finish();
    }

    private QueueResource queue(String logicalId, Section properties) {
        properties.value("QueueName");
        properties.withoutLocalEffect(
                "MessageRetentionPeriod",
                "SqsManagedSseEnabled",
                "KmsMasterKeyId",
                "KmsDataKeyReusePeriodSeconds",
                "RedriveAllowPolicy",
                "Tags");
        return new QueueResource(
                logicalId,
                names.name(logicalId, properties.path()),
                names.arn(logicalId, properties.path()),
                properties.flag("FifoQueue", false),
                properties.flag("ContentBasedDeduplication", false),
                Duration.ofSeconds(properties.number("VisibilityTimeout", 30)),
                Duration.ofSeconds(properties.number("DelaySeconds", 0)),
                properties.has("RedrivePolicy")
                        ? Optional.of(redrive(properties.section("RedrivePolicy")))
                        : Optional.empty());
    }

    private QueueResource.Redrive redrive(Section policy) {
        String path = policy.path() + ".deadLetterTargetArn";
        return new QueueResource.Redrive(
                names.logicalId(policy.text("deadLetterTargetArn"), "AWS::SQS::Queue", path),
                policy.number("maxReceiveCount"));
    }

    private TableResource table(String logicalId, Section properties) {
        properties.value("TableName");
        properties.oneOf("BillingMode", "PAY_PER_REQUEST", "PAY_PER_REQUEST");
        properties.withoutLocalEffect(
                "SSESpecification",
                "PointInTimeRecoverySpecification",
                "DeletionProtectionEnabled",
                "ContributorInsightsSpecification",
                "TableClass",
                "Tags");
        Map<String, String> types = new LinkedHashMap<>();
        properties
                .sections("AttributeDefinitions")
                .forEach(attribute -> types.put(attribute.text("AttributeName"), attribute.text("AttributeType")));
        return new TableResource(
                logicalId,
                names.name(logicalId, properties.path()),
                names.arn(logicalId, properties.path()),
                key(properties),
                types,
                properties.sections("GlobalSecondaryIndexes").stream()
                        .map(ResourceReader::index)
                        .toList(),
                properties.has("StreamSpecification")
                        ? Optional.of(properties.section("StreamSpecification").text("StreamViewType"))
                        : Optional.empty(),
                properties.has("TimeToLiveSpecification")
                        ? timeToLive(properties.section("TimeToLiveSpecification"))
                        : Optional.empty());
    }

    private static Optional<String> timeToLive(Section specification) {
        String attribute = specification.text("AttributeName");
        return specification.flag("Enabled", true) ? Optional.of(attribute) : Optional.empty();
    }

    private static TableResource.KeySchema key(Section owner) {
        Map<String, String> byType = new LinkedHashMap<>();
        for (Section element : owner.sections("KeySchema")) {
            byType.put(element.oneOf("KeyType", "", "HASH", "RANGE"), element.text("AttributeName"));
        }
        String partition = byType.get("HASH");
        if (partition == null) {
            throw new TemplateException(owner.path() + ".KeySchema has no attribute of the KeyType HASH");
        }
        return new TableResource.KeySchema(partition, Optional.ofNullable(byType.get("RANGE")));
    }

    private static TableResource.Index index(Section index) {
        Section projection = index.section("Projection");
        return new TableResource.Index(
                index.text("IndexName"),
                key(index),
                projection.oneOf("ProjectionType", "ALL", "ALL", "KEYS_ONLY", "INCLUDE"),
                projection.texts("NonKeyAttributes"));
    }

    private BucketResource bucket(String logicalId, Section properties) {
        properties.value("BucketName");
        properties.withoutLocalEffect(
                "BucketEncryption",
                "PublicAccessBlockConfiguration",
                "OwnershipControls",
                "LifecycleConfiguration",
                "LoggingConfiguration",
                "Tags");
        return new BucketResource(logicalId, names.name(logicalId, properties.path()));
    }

    private static HttpApiResource httpApi(String logicalId, Section properties) {
        boolean hasAuthorizer = properties.has("Auth");
        properties.withoutLocalEffect(
                "AccessLogSettings",
                "DefaultRouteSettings",
                "RouteSettings",
                "Description",
                "Name",
                "Domain",
                "DisableExecuteApiEndpoint",
                "FailOnWarnings",
                "Tags");
        return new HttpApiResource(logicalId, hasAuthorizer);
    }
}
