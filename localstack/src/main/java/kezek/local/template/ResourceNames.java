package kezek.local.template;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// The values of `Ref` and `Fn::GetAtt` for the resources of a template. Names and ARNs have the form of
/// AWS.
final class ResourceNames {

    /// Types of resources that have no effect on one machine. References to them are resolved, so that
    /// resources that name them can be read.
    static final Set<String> WITHOUT_LOCAL_EFFECT = Set.of(
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::Lambda::Permission",
            "AWS::Logs::LogGroup",
            "AWS::Logs::MetricFilter",
            "AWS::S3::BucketPolicy",
            "AWS::SQS::QueuePolicy");

    private final Deployment deployment;
    private final Map<String, Map<String, Object>> resources;
    private final BiFunction<Object, String, Object> resolver;
    private final Set<String> beingNamed = new LinkedHashSet<>();

    /// @param resources logical id to the raw resource; contains only resources whose condition is true
    /// @param resolver resolves the intrinsic functions in an explicit name
    ResourceNames(
            Deployment deployment,
            Map<String, Map<String, Object>> resources,
            BiFunction<Object, String, Object> resolver) {
        this.deployment = deployment;
        this.resources = resources;
        this.resolver = resolver;
    }

    String type(String logicalId, String path) {
        Map<String, Object> resource = resources.get(logicalId);
        if (resource == null) {
            throw new TemplateException(path + " refers to " + logicalId
                    + ", which is neither a parameter nor a resource of the template (or its condition is false)");
        }
        return String.valueOf(resource.get("Type"));
    }

    String reference(String logicalId, String path) {
        return switch (type(logicalId, path)) {
            case "AWS::SQS::Queue" -> deployment.queueUrlPrefix() + name(logicalId, path);
            default -> name(logicalId, path);
        };
    }

    String attribute(String logicalId, String attribute, String path) {
        String type = type(logicalId, path);
        if (attribute.equals("Arn")) {
            return arn(logicalId, path);
        }
        return switch (type + "." + attribute) {
            case "AWS::SQS::Queue.QueueName" -> name(logicalId, path);
            case "AWS::SQS::Queue.QueueUrl" -> reference(logicalId, path);
            case "AWS::DynamoDB::Table.StreamArn" -> streamArn(logicalId, path);
            default ->
                throw new TemplateException(
                        path + ": the local stack does not know the attribute " + attribute + " of " + logicalId + " ("
                                + type + "); supported: Arn, a queue's QueueName and QueueUrl, a table's StreamArn");
        };
    }

    String name(String logicalId, String path) {
        return switch (type(logicalId, path)) {
            case "AWS::SQS::Queue" ->
                explicitName(logicalId, "QueueName", path, generated(logicalId) + (isFifo(logicalId) ? ".fifo" : ""));
            case "AWS::DynamoDB::Table" -> explicitName(logicalId, "TableName", path, generated(logicalId));
            case "AWS::S3::Bucket" ->
                explicitName(logicalId, "BucketName", path, generated(logicalId).toLowerCase(Locale.ROOT));
            case "AWS::Serverless::Function" -> explicitName(logicalId, "FunctionName", path, generated(logicalId));
            default -> logicalId;
        };
    }

    String arn(String logicalId, String path) {
        String name = name(logicalId, path);
        String type = type(logicalId, path);
        return switch (type) {
            case "AWS::SQS::Queue" -> deployment.arn("sqs", name);
            case "AWS::DynamoDB::Table" -> deployment.arn("dynamodb", "table/" + name);
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::Serverless::Function" -> deployment.arn("lambda", "function:" + name);
            case "AWS::Logs::LogGroup" -> deployment.arn("logs", "log-group:" + name + ":*");
            case "AWS::IAM::Role" -> "arn:aws:iam::" + deployment.accountId() + ":role/" + name;
            case "AWS::CloudWatch::Alarm" -> deployment.arn("cloudwatch", "alarm:" + name);
            default ->
                throw new TemplateException(
                        path + ": the local stack knows no ARN of " + logicalId + " (" + type + ")");
        };
    }

    String streamArn(String logicalId, String path) {
        return arn(logicalId, path) + "/stream/local";
    }

    /// @param arn a value of `Fn::GetAtt`
    String logicalId(String arn, String type, String path) {
        return resources.keySet().stream()
                .filter(id -> type(id, path).equals(type))
                .filter(id -> arn(id, path).equals(arn)
                        || (type.equals("AWS::DynamoDB::Table")
                                && streamArn(id, path).equals(arn)))
                .findFirst()
                .orElseThrow(() ->
                        new TemplateException(path + " is " + arn + ", which is no " + type + " of this template"));
    }

    private String generated(String logicalId) {
        return deployment.stackName() + "-" + logicalId;
    }

    private boolean isFifo(String logicalId) {
        return "true".equals(String.valueOf(properties(logicalId).get("FifoQueue")));
    }

    private String explicitName(String logicalId, String property, String path, String otherwise) {
        Object raw = properties(logicalId).get(property);
        if (raw == null) {
            return otherwise;
        }
        if (!beingNamed.add(logicalId)) {
            throw new TemplateException(path + ": the names of " + beingNamed + " refer to each other in a circle");
        }
        try {
            return String.valueOf(resolver.apply(raw, "Resources." + logicalId + ".Properties." + property));
        } finally {
            beingNamed.remove(logicalId);
        }
    }

    private Map<String, Object> properties(String logicalId) {
        Object properties = resources.getOrDefault(logicalId, Map.of()).get("Properties");
        return properties == null ? Map.of() : TemplateYaml.map(properties, "Resources." + logicalId + ".Properties");
    }
}
