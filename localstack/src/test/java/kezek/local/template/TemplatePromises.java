package kezek.local.template;

import static kezek.local.template.RawTemplate.at;
import static kezek.local.template.RawTemplate.list;
import static kezek.local.template.RawTemplate.map;
import static kezek.local.template.RawTemplate.spelled;
import static kezek.local.template.RawTemplate.target;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks promises that a template makes to its operators. A broken promise is a finding with a name and
/// a place.
public final class TemplatePromises {

    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String DEPTH = "ApproximateNumberOfMessagesVisible";
    private static final String AGE = "ApproximateAgeOfOldestMessage";
    private static final String JOURNAL_FILTER = "{\"dynamodb\": {\"Keys\": {\"SK\": {\"S\": [\"TICKET\"]}}}}";
    private static final int MAX_STREAM_RETRIES = 10;
    private static final String API = "ANY /api/{proxy+}";

    private static final Map<String, Class<?>> EVENT_TYPES = Map.of(
            "S3", S3Event.class,
            "SQS", SQSEvent.class,
            "DynamoDB", DynamodbEvent.class,
            "Schedule", ScheduledEvent.class,
            "HttpApi", APIGatewayV2HTTPEvent.class);

    private static final List<String> CONSUMER_RIGHTS =
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility");
    private static final List<String> LOG_RIGHTS = List.of("logs:CreateLogStream", "logs:PutLogEvents");
    private static final List<String> STREAM_RIGHTS =
            List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator");

    private final RawTemplate template;
    private final Path home;
    private final Map<String, Map<String, Object>> functions;
    private final Map<String, Map<String, Object>> queues;
    private final Map<String, Map<String, Object>> roles;
    private final List<String> findings = new ArrayList<>();

    private TemplatePromises(Path file, Path home) {
        this.template = RawTemplate.read(file);
        this.home = home;
        this.functions = template.ofType(FUNCTION);
        this.queues = template.ofType(QUEUE);
        this.roles = template.ofType("AWS::IAM::Role");
    }

    /// @param home the base folder of `CodeUri`
    /// @return broken promises as `WHAT where`; empty if there are none
    static List<String> findings(Path template, Path home) {
        TemplatePromises promises = new TemplatePromises(template, home);
        promises.checkQueues();
        promises.checkRoles();
        promises.functions.forEach(promises::checkFunction);
        promises.checkApi();
        promises.checkData();
        promises.template.danglingReferences().forEach(name -> promises.findings.add("NOTHING_CALLED " + name));
        return List.copyOf(promises.findings);
    }

    /// @param home the base folder of `CodeUri`
    /// @return the permissions that follow from a function's environment and events, as `action
    ///     resource`, by the function's logical id
    public static Map<String, Set<String>> neededRights(Path template, Path home) {
        TemplatePromises promises = new TemplatePromises(template, home);
        return promises.functions.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> promises.neededRights(entry.getValue())));
    }

    static Class<?> handlerType(String name) throws ClassNotFoundException {
        return Class.forName(name, false, TemplatePromises.class.getClassLoader());
    }

    /// Returns the event type of the handler's own method and not of the compiler's bridge method.
    static Class<?> eventType(Class<?> handler) {
        return Arrays.stream(handler.getMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
                .map(Method::getParameterTypes)
                .filter(types -> types.length == 2 && types[1] == Context.class)
                .<Class<?>>map(types -> types[0])
                .findFirst()
                .orElse(Object.class);
    }

    private void check(boolean isKept, String promise, String where) {
        if (!isKept) {
            findings.add(promise + " " + where);
        }
    }

    private void checkQueues() {
        Set<String> consumed = functions.values().stream()
                .flatMap(function -> queuesOf(function).stream())
                .collect(Collectors.toSet());
        Set<String> lastStops = new LinkedHashSet<>();
        queues.values()
                .forEach(queue -> target(at(queue, "RedrivePolicy", "deadLetterTargetArn"))
                        .ifPresent(lastStops::add));
        functions.values().forEach(function -> failureQueues(function).forEach(lastStops::add));
        Set<String> alarmedOnDepth = alarmed(DEPTH);
        Set<String> alarmedOnAge = alarmed(AGE);
        queues.forEach((id, queue) -> {
            check(consumed.contains(id) || lastStops.contains(id), "UNUSED_QUEUE", id);
            boolean hasDeadLetters = target(at(queue, "RedrivePolicy", "deadLetterTargetArn"))
                    .filter(queues::containsKey)
                    .isPresent();
            check(lastStops.contains(id) || hasDeadLetters, "NO_DEAD_LETTER_QUEUE", id);
            check(!lastStops.contains(id) || alarmedOnDepth.contains(id), "NO_ALARM_ON_DEPTH", id);
            check(!consumed.contains(id) || alarmedOnAge.contains(id), "NO_ALARM_ON_AGE", id);
            check("true".equals(String.valueOf(at(queue, "SqsManagedSseEnabled"))), "NOT_ENCRYPTED", id);
        });
    }

    /// @return the queues with an alarm on this metric that notifies someone
    private Set<String> alarmed(String metric) {
        return alarms("AWS/SQS", metric)
                .filter(alarm -> !metric.equals(DEPTH) || "0".equals(String.valueOf(at(alarm, "Threshold"))))
                .flatMap(alarm -> watched(alarm).stream())
                .collect(Collectors.toSet());
    }

    private Stream<Map<String, Object>> alarms(String namespace, String metric) {
        return template.ofType("AWS::CloudWatch::Alarm").values().stream()
                .filter(alarm -> namespace.equals(at(alarm, "Namespace"))
                        && metric.equals(at(alarm, "MetricName"))
                        && "GreaterThanThreshold".equals(at(alarm, "ComparisonOperator"))
                        && !list(alarm, "AlarmActions").isEmpty());
    }

    private static List<String> watched(Map<String, Object> alarm) {
        return list(alarm, "Dimensions").stream()
                .flatMap(dimension -> target(at(dimension, "Value")).stream())
                .toList();
    }

    private void checkRoles() {
        roles.forEach((id, role) -> RawTemplate.rights(role).forEach(right -> {
            String action = right.substring(0, right.indexOf(' '));
            String resource = right.substring(right.indexOf(' ') + 1);
            // The name of an object in the bucket is not known beforehand. Everything else has an ARN.
            boolean isWide = action.contains("*") || (resource.contains("*") && !isFolderOfArns(action, resource));
            check(!isWide, "WILDCARD", id + " " + right);
        }));
    }

    private void checkFunction(String id, Map<String, Object> function) {
        checkHandler(id, function);
        checkLogs(id, function);
        checkRights(id, function);
        map(function, "Events").forEach((name, event) -> {
            Map<String, Object> properties = map(event, "Properties");
            switch (String.valueOf(at(event, "Type"))) {
                case "SQS" -> checkQueueEvents(id, function, properties);
                case "DynamoDB" -> checkStreamEvents(id, properties);
                case "S3" -> checkBucketEvents(id, function, properties);
                case "HttpApi" -> checkRoute(id, function, properties);
                case "Schedule" -> checkSchedule(id, function);
                default -> findings.add("UNKNOWN_EVENT_SOURCE " + id + " " + name);
            }
        });
    }

    private void checkHandler(String id, Map<String, Object> function) {
        String name = String.valueOf(at(function, "Handler"));
        Class<?> type;
        try {
            type = handlerType(name);
        } catch (ClassNotFoundException e) {
            findings.add("NO_SUCH_HANDLER " + id + " " + name);
            return;
        }
        check(RequestHandler.class.isAssignableFrom(type), "NO_HANDLER_CLASS", id + " " + name);
        check(hasPublicConstructor(type), "NO_PUBLIC_CONSTRUCTOR", id + " " + name);
        check(hasPublicConstructor(type, Map.class), "NO_CONSTRUCTOR_OF_ENVIRONMENT", id + " " + name);
        String code = String.valueOf(at(function, "CodeUri"));
        Path target = home.resolve(code).toAbsolutePath().normalize().getParent();
        Path origin =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        check(code.endsWith(".zip") && origin.startsWith(target), "HANDLER_NOT_IN_ZIP", id + " " + code);
        map(function, "Events").values().forEach(event -> {
            Class<?> wanted = EVENT_TYPES.getOrDefault(String.valueOf(at(event, "Type")), Void.class);
            check(wanted == eventType(type), "HANDLER_OF_OTHER_EVENT", id + " " + at(event, "Type"));
        });
    }

    private static boolean hasPublicConstructor(Class<?> type, Class<?>... parameters) {
        return Arrays.stream(type.getConstructors())
                .anyMatch(constructor -> Arrays.equals(constructor.getParameterTypes(), parameters));
    }

    private void checkLogs(String id, Map<String, Object> function) {
        Map<String, Map<String, Object>> groups = template.ofType("AWS::Logs::LogGroup");
        String group = target(at(function, "LoggingConfig", "LogGroup")).orElse("");
        check(groups.containsKey(group), "NO_LOG_GROUP", id);
        check(!list(groups.getOrDefault(group, Map.of()), "RetentionInDays").isEmpty(), "NO_LOG_RETENTION", id);
        check("JSON".equals(at(function, "LoggingConfig", "LogFormat")), "LOGS_NOT_JSON", id);
    }

    /// Derives permissions from what the function knows: the queues, table and bucket in its environment,
    /// and its events.
    private void checkRights(String id, Map<String, Object> function) {
        String roleId = target(at(function, "Role")).orElse("");
        check(roles.containsKey(roleId), "NO_ROLE", id);
        boolean isShared = functions.values().stream()
                        .filter(other -> target(at(other, "Role")).equals(Optional.of(roleId)))
                        .count()
                > 1;
        check(!isShared, "SHARED_ROLE", id);
        Set<String> granted = RawTemplate.rights(roles.getOrDefault(roleId, Map.of()));
        Set<String> needed = neededRights(function);
        needed.forEach(right -> check(granted.contains(right), "MISSING_PERMISSION", roleId + " " + right));
        granted.stream()
                .filter(right -> !needed.contains(right) && !isAllowed(right, function))
                .forEach(right -> findings.add("NEEDLESS_PERMISSION " + roleId + " " + right));
    }

    private Set<String> neededRights(Map<String, Object> function) {
        Set<String> needed = new LinkedHashSet<>();
        Set<String> consumed = queuesOf(function);
        boolean sendsToItself = "Allow".equals(at(function, "RecursiveLoop"));
        for (String queue : queuesInEnvironment(function)) {
            // A function knows its own queue to shorten the visibility timeout of a failed message. Only
            // some functions send to it.
            if (!consumed.contains(queue) || sendsToItself) {
                needed.add("sqs:SendMessage " + queue + ".Arn");
            }
        }
        consumed.forEach(queue -> CONSUMER_RIGHTS.forEach(action -> needed.add(action + " " + queue + ".Arn")));
        failureQueues(function).forEach(queue -> needed.add("sqs:SendMessage " + queue + ".Arn"));
        target(at(function, "LoggingConfig", "LogGroup"))
                .ifPresent(group -> LOG_RIGHTS.forEach(action -> needed.add(action + " " + group + ".Arn")));
        for (Object event : map(function, "Events").values()) {
            target(at(event, "Properties", "Stream")).ifPresent(table -> {
                STREAM_RIGHTS.forEach(action -> needed.add(action + " " + table + ".StreamArn"));
                needed.add("dynamodb:ListStreams ${" + table + ".Arn}/stream/*");
            });
        }
        target(template.environment(function).get("TABLE_NAME"))
                .ifPresent(table -> needed.add("dynamodb:GetItem " + table + ".Arn"));
        bucketName(function).ifPresent(bucket -> {
            needed.add("s3:GetObject " + objects(bucket));
            needed.add("s3:ListBucket arn:${AWS::Partition}:s3:::" + bucket);
            // A presigned URL has the permissions of its signer.
            if (hasRoute(function, API)) {
                needed.add("s3:PutObject " + objects(bucket));
            }
        });
        Map<String, Object> variables = template.environment(function);
        if (variables.containsKey("GEOCODER")) {
            needed.add("geo-places:Geocode arn:${AWS::Partition}:geo-places:${AWS::Region}::provider/default");
        }
        if (variables.containsKey("GAZETTEER_URI")) {
            needed.add("s3:GetObject arn:${AWS::Partition}:s3:::${GazetteerBucket}/${GazetteerKey}");
        }
        Optional.ofNullable(variables.get("ATTACHMENTS_BUCKET_NAME"))
                .map(RawTemplate::spelled)
                .ifPresent(bucket -> needed.add("s3:GetObject " + objects(bucket) + "/attachments/*"));
        return needed;
    }

    private static boolean hasRoute(Map<String, Object> function, String key) {
        return map(function, "Events").values().stream()
                .map(event -> map(event, "Properties"))
                .anyMatch(route -> key.equals(at(route, "Method") + " " + at(route, "Path")));
    }

    /// Permissions that the environment explains, although not every function with that variable needs
    /// them.
    private boolean isAllowed(String right, Map<String, Object> function) {
        String action = right.substring(0, right.indexOf(' '));
        String resource = right.substring(right.indexOf(' ') + 1);
        String table = target(template.environment(function).getOrDefault("TABLE_NAME", ""))
                .orElse("");
        boolean isItems = action.startsWith("dynamodb:") && action.matches(".*(Item|Query|ConditionCheckItem)");
        boolean isSchedule =
                map(function, "Events").values().stream().anyMatch(event -> "Schedule".equals(at(event, "Type")));
        return (isItems && resource.equals(table + ".Arn"))
                || (action.equals("dynamodb:Query") && resource.startsWith("${" + table + ".Arn}/index/"))
                // The sweeper checks that a queue is empty before it sends again.
                || (isSchedule
                        && action.equals("sqs:GetQueueAttributes")
                        && queuesInEnvironment(function).stream().anyMatch(queue -> resource.equals(queue + ".Arn")));
    }

    private Optional<String> bucketName(Map<String, Object> function) {
        return Optional.ofNullable(template.environment(function).get("BUCKET_NAME"))
                .map(RawTemplate::spelled);
    }

    /// Objects and streams have no ARN before they exist.
    private static boolean isFolderOfArns(String action, String resource) {
        return (action.startsWith("s3:") && resource.matches(".*/imports/\\*(/attachments/\\*)?"))
                || (action.equals("dynamodb:ListStreams") && resource.endsWith("/stream/*"));
    }

    private static String objects(String bucket) {
        return "arn:${AWS::Partition}:s3:::" + bucket + "/imports/*";
    }

    private void checkQueueEvents(String id, Map<String, Object> function, Map<String, Object> event) {
        String queueId = target(at(event, "Queue")).orElse("");
        Map<String, Object> queue = queues.getOrDefault(queueId, Map.of());
        int visibility = number(at(queue, "VisibilityTimeout"), 30);
        int timeout = number(template.ofFunction(function, "Timeout"), 3);
        check(visibility >= 6 * timeout, "VISIBILITY_TOO_SHORT", queueId);
        check(
                list(event, "FunctionResponseTypes").contains("ReportBatchItemFailures"),
                "NO_PARTIAL_BATCH_RESPONSE",
                id);
        int told = number(template.environment(function).getOrDefault("MAX_RECEIVE_COUNT", ""), 0);
        int redriven = number(at(queue, "RedrivePolicy", "maxReceiveCount"), told);
        check(told > 0 && told == redriven, "OTHER_RECEIVE_COUNT", id);
        boolean canSendToItself = RawTemplate.rights(
                        roles.getOrDefault(target(at(function, "Role")).orElse(""), Map.of()))
                .contains("sqs:SendMessage " + queueId + ".Arn");
        check(!canSendToItself || "Allow".equals(at(function, "RecursiveLoop")), "LOOP_NOT_ALLOWED", id);
    }

    /// The result of a scheduled invocation is not read, so only an alarm reports its failure. Its next
    /// call serves as its retry.
    private void checkSchedule(String id, Map<String, Object> function) {
        boolean isAlarmed =
                alarms("AWS/Lambda", "Errors").anyMatch(alarm -> watched(alarm).equals(List.of(id)));
        check(isAlarmed, "NO_ALARM_ON_ERRORS", id);
        check("0".equals(String.valueOf(at(function, "EventInvokeConfig", "MaximumRetryAttempts"))), "RETRIED", id);
    }

    private void checkStreamEvents(String id, Map<String, Object> event) {
        List<String> patterns = list(event, "FilterCriteria", "Filters").stream()
                .map(filter -> String.valueOf(at(filter, "Pattern")))
                .toList();
        check(patterns.equals(List.of(JOURNAL_FILTER)), "WRONG_STREAM_FILTER", id);
        check("true".equals(String.valueOf(at(event, "BisectBatchOnFunctionError"))), "NO_BISECT", id);
        int retries = number(at(event, "MaximumRetryAttempts"), -1);
        check(retries >= 0 && retries <= MAX_STREAM_RETRIES, "TOO_MANY_RETRIES", id);
        check(
                list(event, "FunctionResponseTypes").contains("ReportBatchItemFailures"),
                "NO_PARTIAL_BATCH_RESPONSE",
                id);
        check(target(at(event, "DestinationConfig", "OnFailure", "Destination")).isPresent(), "NO_FAILURE_QUEUE", id);
    }

    private void checkBucketEvents(String id, Map<String, Object> function, Map<String, Object> event) {
        Set<String> rules = list(event, "Filter", "S3Key", "Rules").stream()
                .map(rule -> at(rule, "Name") + "=" + at(rule, "Value"))
                .collect(Collectors.toSet());
        // Without the prefix a report that is written to the bucket would start an import.
        check(rules.equals(Set.of("prefix=imports/", "suffix=.csv")), "WRONG_OBJECT_FILTER", id);
        check(
                target(at(function, "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination"))
                        .isPresent(),
                "NO_FAILURE_QUEUE",
                id);
        String bucketId = target(at(event, "Bucket")).orElse("");
        Map<String, Object> bucket = template.ofType("AWS::S3::Bucket").getOrDefault(bucketId, Map.of());
        check(
                bucketName(function).equals(Optional.of(spelled(at(bucket, "BucketName")))),
                "OTHER_BUCKET_IN_ENVIRONMENT",
                id);
    }

    private void checkRoute(String id, Map<String, Object> function, Map<String, Object> route) {
        String key = at(route, "Method") + " " + at(route, "Path");
        boolean isOpen = "NONE".equals(at(route, "Auth", "Authorizer"));
        check(isOpen == key.equals("GET /health"), isOpen ? "NO_AUTHORIZER" : "HEALTH_NEEDS_A_TOKEN", key);
        // SnapStart only applies to published versions. They are called through the alias.
        boolean isSnapshot = "PublishedVersions".equals(at(function, "SnapStart", "ApplyOn"))
                && !list(function, "AutoPublishAlias").isEmpty();
        check(isSnapshot || findings.contains("NO_SNAP_START " + id), "NO_SNAP_START", id);
    }

    private void checkApi() {
        template.ofType("AWS::Serverless::HttpApi").forEach((id, api) -> {
            String authorizer = String.valueOf(at(api, "Auth", "DefaultAuthorizer"));
            Map<String, Object> jwt = map(api, "Auth", "Authorizers", authorizer, "JwtConfiguration");
            boolean isJwt = target(at(jwt, "issuer")).equals(Optional.of("JwtIssuer"))
                    && list(jwt, "audience").stream()
                            .flatMap(audience -> target(audience).stream())
                            .toList()
                            .equals(List.of("JwtAudience"));
            check(isJwt, "NO_JWT_AUTHORIZER", id);
        });
    }

    /// Stored data must survive the deletion of the stack. But a failed first deployment must not leave a
    /// bucket that blocks the second by its name.
    private void checkData() {
        for (String type : List.of("AWS::DynamoDB::Table", "AWS::S3::Bucket")) {
            template.attributesOfType(type).forEach((id, resource) -> {
                check("RetainExceptOnCreate".equals(at(resource, "DeletionPolicy")), "DATA_NOT_RETAINED", id);
                check("Retain".equals(at(resource, "UpdateReplacePolicy")), "DATA_NOT_RETAINED", id);
            });
        }
    }

    private static Set<String> queuesOf(Map<String, Object> function) {
        return map(function, "Events").values().stream()
                .flatMap(event -> target(at(event, "Properties", "Queue")).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> queuesInEnvironment(Map<String, Object> function) {
        Map<String, Object> variables = template.environment(function);
        return variables.keySet().stream()
                .filter(name -> name.endsWith("_QUEUE_URL"))
                .flatMap(name -> target(variables.get(name)).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Collection<String> failureQueues(Map<String, Object> function) {
        Set<String> found = new LinkedHashSet<>();
        target(at(function, "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination"))
                .ifPresent(found::add);
        map(function, "Events")
                .values()
                .forEach(event -> target(at(event, "Properties", "DestinationConfig", "OnFailure", "Destination"))
                        .ifPresent(found::add));
        return found;
    }

    private static int number(Object value, int otherwise) {
        String text = String.valueOf(value);
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }
}
