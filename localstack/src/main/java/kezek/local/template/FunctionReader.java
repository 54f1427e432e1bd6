package kezek.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.local.template.FunctionResource.AsyncRetries;

/// Reads an `AWS::Serverless::Function` with its events.
final class FunctionReader {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
    private static final Pattern S3_EVENT = Pattern.compile(
            "s3:(ObjectCreated:(\\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(\\*|Delete))");

    private final ResourceNames names;
    private final Path folder;

    FunctionReader(ResourceNames names, Path folder) {
        this.names = names;
        this.folder = folder;
    }

    FunctionResource read(String logicalId, Section properties) {
        properties.value("FunctionName");
        properties.oneOf("Runtime", "java25", "java25", "java21");
        properties.oneOf("PackageType", "Zip", "Zip");
        properties.withoutLocalEffect(
                "Description",
                "Role",
                "Policies",
                "PermissionsBoundary",
                "LoggingConfig",
                "Tracing",
                "Tags",
                "Architectures",
                "RecursiveLoop",
                "AutoPublishAlias",
                "AutoPublishAliasAllProperties",
                "SnapStart",
                "DeploymentPreference",
                "EphemeralStorage",
                "KmsKeyArn");
        return new FunctionResource(
                logicalId,
                names.name(logicalId, properties.path()),
                names.arn(logicalId, properties.path()),
                properties.text("Handler"),
                folder.resolve(properties.text("CodeUri")).normalize(),
                Duration.ofSeconds(properties.number("Timeout", 3)),
                properties.number("MemorySize", 128),
                environment(properties.section("Environment")),
                events(logicalId, properties.sectionsByName("Events")),
                retries(properties.section("EventInvokeConfig")));
    }

    private static Map<String, String> environment(Section environment) {
        Map<String, String> variables = environment.textMap("Variables");
        variables.forEach((name, value) -> {
            if (value.contains("{{resolve:")) {
                throw new TemplateException(
                        environment.path() + ".Variables." + name
                                + " is a dynamic reference, which only CloudFormation can resolve; leave the parameter that turns it on empty");
            }
        });
        return variables;
    }

    private AsyncRetries retries(Section config) {
        config.withoutLocalEffect("MaximumEventAgeInSeconds");
        return new AsyncRetries(
                config.number("MaximumRetryAttempts", AsyncRetries.STANDARD.maximumRetries()),
                onFailure(config.section("DestinationConfig")));
    }

    private Optional<String> onFailure(Section destinations) {
        if (!destinations.has("OnFailure")) {
            return Optional.empty();
        }
        Section onFailure = destinations.section("OnFailure");
        onFailure.oneOf("Type", "SQS", "SQS");
        return Optional.of(queue(onFailure, "Destination"));
    }

    private String queue(Section owner, String property) {
        return names.logicalId(owner.text(property), "AWS::SQS::Queue", owner.path() + "." + property);
    }

    private List<EventSource> events(String function, Map<String, Section> events) {
        List<EventSource> sources = new ArrayList<>();
        events.forEach((name, event) -> {
            Section properties = event.section("Properties");
            sources.add(
                    switch (event.oneOf("Type", "", "S3", "SQS", "DynamoDB", "Schedule", "HttpApi")) {
                        case "S3" -> bucketEvents(name, properties);
                        case "SQS" -> queueEvents(name, properties);
                        case "DynamoDB" -> streamEvents(name, properties);
                        case "Schedule" -> schedule(name, properties);
                        default -> route(name, function, properties);
                    });
        });
        return sources;
    }

    private BucketEvents bucketEvents(String name, Section properties) {
        List<String> types = properties.texts("Events");
        for (String type : types) {
            if (!S3_EVENT.matcher(type).matches()) {
                throw new TemplateException(
                        properties.path() + ".Events is " + type
                                + "; the local stack supports s3:ObjectCreated:(*, Put, Post, Copy, CompleteMultipartUpload) and s3:ObjectRemoved:(*, Delete)");
            }
        }
        String prefix = "";
        String suffix = "";
        for (Section rule : properties.section("Filter").section("S3Key").sections("Rules")) {
            switch (rule.oneOf("Name", "", "prefix", "suffix")) {
                case "prefix" -> prefix = rule.text("Value");
                default -> suffix = rule.text("Value");
            }
        }
        String bucket = properties.text("Bucket");
        return new BucketEvents(name, bucketId(bucket, properties.path()), types, prefix, suffix);
    }

    private String bucketId(String bucketName, String path) {
        return names.logicalId("arn:aws:s3:::" + bucketName, "AWS::S3::Bucket", path + ".Bucket");
    }

    private QueueEvents queueEvents(String name, Section properties) {
        properties.oneOf("Enabled", "true", "true");
        int batchSize = properties.number("BatchSize", 10);
        Duration window = Duration.ofSeconds(properties.number("MaximumBatchingWindowInSeconds", 0));
        if (batchSize < 1 || (batchSize > 10 && window.isZero())) {
            throw new TemplateException(properties.path() + ".BatchSize is " + batchSize
                    + "; it must be 1 to 10, or more with a MaximumBatchingWindowInSeconds of at least 1");
        }
        Section scaling = properties.section("ScalingConfig");
        return new QueueEvents(
                name,
                queue(properties, "Queue"),
                batchSize,
                window,
                partialResponses(properties),
                scaling.has("MaximumConcurrency")
                        ? OptionalInt.of(scaling.number("MaximumConcurrency"))
                        : OptionalInt.empty());
    }

    private StreamEvents streamEvents(String name, Section properties) {
        properties.oneOf("Enabled", "true", "true");
        String streamPath = properties.path() + ".Stream";
        return new StreamEvents(
                name,
                names.logicalId(properties.text("Stream"), "AWS::DynamoDB::Table", streamPath),
                properties
                        .oneOf("StartingPosition", "", "TRIM_HORIZON", "LATEST")
                        .equals("TRIM_HORIZON"),
                properties.number("BatchSize", 100),
                Duration.ofSeconds(properties.number("MaximumBatchingWindowInSeconds", 0)),
                properties.number("ParallelizationFactor", 1),
                partialResponses(properties),
                properties.flag("BisectBatchOnFunctionError", false),
                maximumRetries(properties),
                patterns(properties.section("FilterCriteria")),
                onFailure(properties.section("DestinationConfig")));
    }

    private static OptionalInt maximumRetries(Section properties) {
        int retries = properties.number("MaximumRetryAttempts", -1);
        return retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries);
    }

    private static List<String> patterns(Section criteria) {
        return criteria.sections("Filters").stream()
                .map(filter -> filter.text("Pattern"))
                .toList();
    }

    private static boolean partialResponses(Section properties) {
        List<String> types = properties.texts("FunctionResponseTypes");
        if (!types.stream().allMatch("ReportBatchItemFailures"::equals)) {
            throw new TemplateException(properties.path() + ".FunctionResponseTypes is " + types
                    + "; the local stack supports: ReportBatchItemFailures");
        }
        return !types.isEmpty();
    }

    private static Schedule schedule(String name, Section properties) {
        properties.oneOf("Enabled", "true", "true");
        properties.withoutLocalEffect("Name", "Description");
        String expression = properties.text("Schedule");
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new TemplateException(properties.path() + ".Schedule is " + expression
                    + "; the local stack supports: rate(n minutes | hours | days)");
        }
        long count = Long.parseLong(rate.group(1));
        return new Schedule(
                name,
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(count);
                    case "hour" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    private static HttpRoute route(String name, String function, Section properties) {
        properties.value("ApiId");
        properties.oneOf("PayloadFormatVersion", "2.0", "2.0");
        properties.withoutLocalEffect("Auth", "RouteSettings");
        return new HttpRoute(
                name,
                function,
                properties.text("Method", "ANY").toUpperCase(Locale.ROOT),
                properties.text("Path", "$default"));
    }
}
