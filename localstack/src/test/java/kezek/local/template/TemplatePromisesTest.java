package kezek.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kezek.api.ApiHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// template.yaml, docs/api.md and the event files agree with each other and with the code. Each promise
/// is also broken once on purpose to show that the check finds it.
class TemplatePromisesTest {

    private static final Path HOME = Path.of("..");
    private static final Path DEPLOYMENT = HOME.resolve("template.yaml");
    private static final Path EVENTS = HOME.resolve("events");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROUTE_ROW = Pattern.compile("^\\| `((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)` \\|");

    private static final ApiHandler API = new ApiHandler(Map.of(
            "TABLE_NAME", "table",
            "BUCKET_NAME", "bucket",
            "GEOCODE_QUEUE_URL", "geocode",
            "CLASSIFY_QUEUE_URL", "classify",
            "ASSIGN_QUEUE_URL", "assign.fifo",
            "AWS_REGION", "eu-central-1"));

    /// The function that receives an event file, by the first word of the file's name.
    private static final Map<String, String> RECEIVERS = Map.of(
            "upload", "IngestFunction",
            "continue", "IngestMoreFunction",
            "geocode", "GeocodeFunction",
            "classify", "ClassifyFunction",
            "assign", "AssignFunction",
            "sweeper", "SweeperFunction",
            "journal", "JournalFunction");

    @TempDir
    Path folder;

    @Test
    void theTemplate_keepsEveryPromise() {
        assertThat(TemplatePromises.findings(DEPLOYMENT, HOME)).isEmpty();
    }

    /// Replaces `found` once in the block of a resource, which includes its name.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            GeocodeFunction | kezek.geocode.GeocodeHandler | kezek.geocode.Geocode | NO_SUCH_HANDLER GeocodeFunction kezek.geocode.Geocode
            GeocodeFunction | kezek.geocode.GeocodeHandler | kezek.assign.AssignHandler | HANDLER_NOT_IN_ZIP GeocodeFunction functions/geocode/target/geocode.zip
            SweeperFunction | kezek.assign.SweeperHandler | kezek.assign.AssignHandler | HANDLER_OF_OTHER_EVENT SweeperFunction Schedule
            GeocodeQueue | VisibilityTimeout: 60 | VisibilityTimeout: 59 | VISIBILITY_TOO_SHORT GeocodeQueue
            ClassifyFunction | Timeout: 30 | Timeout: 31 | VISIBILITY_TOO_SHORT ClassifyQueue
            GeocodeQueue | maxReceiveCount: 5 | maxReceiveCount: 4 | OTHER_RECEIVE_COUNT GeocodeFunction
            ClassifyFunction | MAX_RECEIVE_COUNT: 5 | MAX_RECEIVE_COUNT: 6 | OTHER_RECEIVE_COUNT ClassifyFunction
            ClassifyDeadLetters | SqsManagedSseEnabled: true | SqsManagedSseEnabled: false | NOT_ENCRYPTED ClassifyDeadLetters
            GeocodeDeadLettersAlarm | ApproximateNumberOfMessagesVisible | NumberOfMessagesSent | NO_ALARM_ON_DEPTH GeocodeDeadLetters
            JournalFailuresAlarm | !GetAtt JournalFailures.QueueName | !GetAtt UploadFailures.QueueName | NO_ALARM_ON_DEPTH JournalFailures
            ClassifyBacklogAlarm | ApproximateAgeOfOldestMessage | NumberOfMessagesSent | NO_ALARM_ON_AGE ClassifyQueue
            SweeperErrorsAlarm | MetricName: Errors | MetricName: Throttles | NO_ALARM_ON_ERRORS SweeperFunction
            SweeperFunction | MaximumRetryAttempts: 0 | MaximumRetryAttempts: 2 | RETRIED SweeperFunction
            GeocodeLogs | RetentionInDays: !Ref LogRetentionDays | LogGroupClass: STANDARD | NO_LOG_RETENTION GeocodeFunction
            GeocodeFunction | LogFormat: JSON | LogFormat: Text | LOGS_NOT_JSON GeocodeFunction
            GeocodeRole | !GetAtt Table.Arn | '*' | WILDCARD GeocodeRole dynamodb:GetItem *
            ApiRole | [dynamodb:Query] | [dynamodb:*] | WILDCARD ApiRole dynamodb:* ${Table.Arn}/index/newest
            GeocodeRole | - !GetAtt ClassifyQueue.Arn | - !GetAtt GeocodeQueue.Arn | MISSING_PERMISSION GeocodeRole sqs:SendMessage ClassifyQueue.Arn
            ClassifyRole | , sqs:ChangeMessageVisibility] | ] | MISSING_PERMISSION ClassifyRole sqs:ChangeMessageVisibility ClassifyQueue.Arn
            ClassifyRole | /imports/*/attachments/* | /imports/* | MISSING_PERMISSION ClassifyRole s3:GetObject arn:${AWS::Partition}:s3:::${AWS::StackName}-imports-${AWS::AccountId}-${AWS::Region}/imports/*/attachments/*
            ClassifyRole | [s3:GetObject] | [s3:GetObject, s3:PutObject] | NEEDLESS_PERMISSION ClassifyRole s3:PutObject arn:${AWS::Partition}:s3:::${AWS::StackName}-imports-${AWS::AccountId}-${AWS::Region}/imports/*/attachments/*
            ApiRole | s3:PutObject, | ~~ | MISSING_PERMISSION ApiRole s3:PutObject arn:${AWS::Partition}:s3:::${AWS::StackName}-imports-${AWS::AccountId}-${AWS::Region}/imports/*
            IngestRole | [s3:GetObject] | [s3:GetObject, s3:PutObject] | NEEDLESS_PERMISSION IngestRole s3:PutObject arn:${AWS::Partition}:s3:::${AWS::StackName}-imports-${AWS::AccountId}-${AWS::Region}/imports/*
            IngestMoreRole | dynamodb:GetItem, | ~~ | MISSING_PERMISSION IngestMoreRole dynamodb:GetItem Table.Arn
            JournalRole | dynamodb:DescribeStream, | ~~ | MISSING_PERMISSION JournalRole dynamodb:DescribeStream Table.StreamArn
            JournalRole | !GetAtt JournalLogs.Arn | !GetAtt ApiLogs.Arn | MISSING_PERMISSION JournalRole logs:PutLogEvents JournalLogs.Arn
            AssignRole | [sqs:SendMessage] | [sqs:SendMessage, sqs:PurgeQueue] | NEEDLESS_PERMISSION AssignRole sqs:PurgeQueue AssignQueue.Arn
            SweeperFunction | GEOCODE_QUEUE_URL: !Ref GeocodeQueue | GEOCODE_QUEUE: none | NEEDLESS_PERMISSION SweeperRole sqs:SendMessage GeocodeQueue.Arn
            AssignFunction | Role: !GetAtt AssignRole.Arn | Role: !GetAtt SweeperRole.Arn | SHARED_ROLE AssignFunction
            GeocodeRole | [geo-places:Geocode] | [geo-places:*] | WILDCARD GeocodeRole geo-places:* arn:${AWS::Partition}:geo-places:${AWS::Region}::provider/default
            IngestRole | ${GazetteerBucket}/${GazetteerKey} | ${GazetteerBucket}/* | WILDCARD IngestRole s3:GetObject arn:${AWS::Partition}:s3:::${GazetteerBucket}/*
            IngestMoreFunction | GEOCODER: !Ref Geocoder | GEO: none | NEEDLESS_PERMISSION IngestMoreRole geo-places:Geocode arn:${AWS::Partition}:geo-places:${AWS::Region}::provider/default
            GeocodeFunction | RecursiveLoop: Allow | RecursiveLoop: Terminate | LOOP_NOT_ALLOWED GeocodeFunction
            AssignFunction | RecursiveLoop: Allow | RecursiveLoop: Terminate | LOOP_NOT_ALLOWED AssignFunction
            AssignFunction | [ReportBatchItemFailures] | [] | NO_PARTIAL_BATCH_RESPONSE AssignFunction
            JournalFunction | ["TICKET"] | ["EVENT"] | WRONG_STREAM_FILTER JournalFunction
            JournalFunction | BisectBatchOnFunctionError: true | BisectBatchOnFunctionError: false | NO_BISECT JournalFunction
            JournalFunction | MaximumRetryAttempts: 10 | MaximumRetryAttempts: 100 | TOO_MANY_RETRIES JournalFunction
            JournalFunction | [ReportBatchItemFailures] | [] | NO_PARTIAL_BATCH_RESPONSE JournalFunction
            IngestFunction | Value: imports/ | Value: reports/ | WRONG_OBJECT_FILTER IngestFunction
            IngestFunction | Value: .csv | Value: .txt | WRONG_OBJECT_FILTER IngestFunction
            ImportsBucket | ${AWS::StackName}-imports- | ${AWS::StackName}-files- | OTHER_BUCKET_IN_ENVIRONMENT IngestFunction
            ApiFunction | Path: /api/{proxy+} | Path: /api/{proxy+}\\n            Auth: {Authorizer: NONE} | NO_AUTHORIZER ANY /api/{proxy+}
            ApiFunction | Authorizer: NONE | Authorizer: Jwt | HEALTH_NEEDS_A_TOKEN GET /health
            ApiFunction | AutoPublishAlias: live | Tracing: Active | NO_SNAP_START ApiFunction
            Table | DeletionPolicy: RetainExceptOnCreate | DeletionPolicy: Delete | DATA_NOT_RETAINED Table
            ImportsBucket | UpdateReplacePolicy: Retain | UpdateReplacePolicy: Delete | DATA_NOT_RETAINED ImportsBucket
            GeocodeFunction | !Ref ClassifyQueue | !Ref ClassifyQeue | NOTHING_CALLED ClassifyQeue
            GeocodeRole | !GetAtt Table.Arn | !GetAtt Tabel.Arn | NOTHING_CALLED Tabel
            ApiRole | ${Table.Arn}/index/newest | ${Tabel.Arn}/index/newest | NOTHING_CALLED Tabel
            HttpApi | DefaultAuthorizer: Jwt | EnableIamAuthorizer: true | NO_JWT_AUTHORIZER HttpApi
            """)
    void aBrokenPromise_isFoundByName(String resource, String found, String instead, String finding)
            throws IOException {
        assertThat(findingsWith(resource, found, instead.replace("\\n", "\n"))).contains(finding);
    }

    @Test
    void aQueueWithoutRedrive_isFoundAlone() throws IOException {
        String redrive = """
                      RedrivePolicy:
                        deadLetterTargetArn: !GetAtt GeocodeDeadLetters.Arn
                        maxReceiveCount: 5
                """;

        assertThat(findingsWith("GeocodeQueue", redrive, ""))
                .containsExactly(
                        "NO_DEAD_LETTER_QUEUE GeocodeQueue",
                        "UNUSED_QUEUE GeocodeDeadLetters",
                        "NO_DEAD_LETTER_QUEUE GeocodeDeadLetters");
    }

    @Test
    void template_sendsEveryRouteOfTheFunctionToIt() {
        assertThat(template().routes()).extracting(HttpRoute::key).containsExactly("GET /health", "ANY /api/{proxy+}");
        assertThat(API.routes())
                .contains("GET /health")
                .allMatch(route -> route.equals("GET /health") || route.contains(" /api/"));
    }

    @Test
    void docs_listTheRoutesOfTheFunction() throws IOException {
        assertThat(Files.readAllLines(HOME.resolve("docs/api.md")).stream()
                        .map(ROUTE_ROW::matcher)
                        .filter(Matcher::find)
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(API.routes());
    }

    @Test
    void events_areThereForEveryFunctionAndRoute() throws IOException {
        assertThat(eventFiles().map(TemplatePromisesTest::firstWord))
                .containsAll(RECEIVERS.keySet())
                .allSatisfy(word -> assertThat(RECEIVERS).containsKey(word));
        assertThat(routeEventFiles().map(file -> routeOf(json(file))))
                .containsExactlyInAnyOrderElementsOf(API.routes());
    }

    @ParameterizedTest
    @MethodSource("eventFiles")
    void event_isReadAsTheTypeOfItsHandler(Path file) throws Exception {
        JsonNode written = JSON.readTree(file.toFile());

        JsonNode read = readAndWritten(file, RECEIVERS.get(firstWord(file)));

        assertThat(read.path("Records")).hasSameSizeAs(written.path("Records"));
        for (int index = 0; index < written.path("Records").size(); index++) {
            JsonNode record = written.path("Records").get(index);
            assertThat(read.path("Records").get(index).path("eventSource")).isEqualTo(record.path("eventSource"));
            assertThat(record.path("eventSource").asText())
                    .isEqualTo(sourceOf(template().function(RECEIVERS.get(firstWord(file)))));
        }
    }

    @ParameterizedTest
    @MethodSource("routeEventFiles")
    void routeEvent_isReadAsTheTypeOfItsHandler(Path file) throws Exception {
        JsonNode read = readAndWritten(file, "ApiFunction");
        String path = read.path("rawPath").asText();

        assertThat(routeOf(read)).isEqualTo(routeOf(json(file)));
        assertThat(read.at("/requestContext/http/path").asText()).isEqualTo(path);
        assertThat(read.at("/requestContext/requestId").asText()).isNotEmpty();
        if (path.startsWith("/api/")) {
            assertThat(read.path("routeKey").asText()).isEqualTo("ANY /api/{proxy+}");
            assertThat("/api/" + read.at("/pathParameters/proxy").asText()).isEqualTo(path);
        } else {
            assertThat(read.path("routeKey").asText()).isEqualTo("GET " + path);
            assertThat(read.path("pathParameters")).isEmpty();
        }
    }

    static Stream<Path> eventFiles() throws IOException {
        return jsonFiles(EVENTS);
    }

    static Stream<Path> routeEventFiles() throws IOException {
        return jsonFiles(EVENTS.resolve("api"));
    }

    private static Stream<Path> jsonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    /// Returns the event as the Java runtime deserialises it, as JSON again.
    @SuppressWarnings({"unchecked", "rawtypes"}) // the serializer is that of the event's own class
    private static JsonNode readAndWritten(Path file, String function) throws Exception {
        Class<?> handler =
                TemplatePromises.handlerType(template().function(function).handler());
        Class type = TemplatePromises.eventType(handler);
        PojoSerializer serializer = LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, handler.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
        Object event = serializer.fromJson(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertThat(event).isInstanceOf(type);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        serializer.toJson(event, out);
        return JSON.readTree(out.toByteArray());
    }

    private static String sourceOf(FunctionResource function) {
        return switch (function.events().getFirst()) {
            case QueueEvents _ -> "aws:sqs";
            case BucketEvents _ -> "aws:s3";
            case StreamEvents _ -> "aws:dynamodb";
            case Schedule _, HttpRoute _ -> throw new IllegalStateException(function.logicalId() + " has no records");
        };
    }

    private static String firstWord(Path file) {
        return file.getFileName().toString().split("[-.]")[0];
    }

    /// @return the route of a request in the function
    private static String routeOf(JsonNode event) {
        String method = event.at("/requestContext/http/method").asText();
        String path = event.path("rawPath").asText();
        return API.route(method, path).orElseThrow(() -> new AssertionError("no route for " + method + " " + path));
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Template template() {
        return TemplateReader.read(
                DEPLOYMENT, Deployment.LOCAL, Map.of("JwtIssuer", "https://issuer.example", "JwtAudience", "kezek"));
    }

    private List<String> findingsWith(String resource, String found, String instead) throws IOException {
        String text = Files.readString(DEPLOYMENT);
        int begin = text.indexOf("\n  " + resource + ":\n");
        int at = text.indexOf(found, begin);
        int end = Stream.of(text.indexOf("\n\n  ", begin), text.indexOf("\n\nOutputs", begin))
                .filter(index -> index > 0)
                .min(Integer::compare)
                .orElseThrow();
        assertThat(at).as("%s in %s", found, resource).isBetween(begin, end);
        Path broken = folder.resolve("template.yaml");
        Files.writeString(broken, text.substring(0, at) + instead + text.substring(at + found.length()));
        return TemplatePromises.findings(broken, HOME);
    }
}
