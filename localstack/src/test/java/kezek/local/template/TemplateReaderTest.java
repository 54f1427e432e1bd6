package kezek.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {

    private static final Path DEPLOYMENT = Path.of("..", "template.yaml");
    private static final Map<String, String> TOKENS =
            Map.of("JwtIssuer", "https://issuer.example", "JwtAudience", "kezek");

    @TempDir
    Path folder;

    @Test
    void theDeployment_isUnderstoodWhole() {
        Template template = TemplateReader.read(DEPLOYMENT, Deployment.LOCAL, TOKENS);

        assertThat(template.functions())
                .containsKeys(
                        "IngestFunction",
                        "IngestMoreFunction",
                        "GeocodeFunction",
                        "ClassifyFunction",
                        "AssignFunction",
                        "SweeperFunction",
                        "JournalFunction",
                        "ApiFunction");
        assertThat(template.queue("AssignQueue").fifo()).isTrue();
        assertThat(template.queue("AssignQueue").redrive()).hasValue(new QueueResource.Redrive("AssignDeadLetters", 5));
        assertThat(template.tables().values().iterator().next().indexes())
                .extracting(TableResource.Index::name)
                .containsExactly("newest", "import", "manager");
        assertThat(template.routes())
                .extracting(HttpRoute::key)
                .containsExactlyInAnyOrder("GET /health", "ANY /api/{proxy+}");
        assertThat(template.httpApis().get("HttpApi").hasAuthorizer()).isTrue();
    }

    @Test
    void theDeployment_givesEventSourcesWithEveryProperty() {
        Template template = TemplateReader.read(DEPLOYMENT, Deployment.LOCAL, TOKENS);

        assertThat(template.function("IngestFunction").events())
                .containsExactly(
                        new BucketEvents("Upload", "ImportsBucket", List.of("s3:ObjectCreated:*"), "imports/", ".csv"));
        assertThat(template.function("IngestFunction").retries())
                .isEqualTo(new FunctionResource.AsyncRetries(2, Optional.of("UploadFailures")));
        assertThat(template.function("ClassifyFunction").events())
                .containsExactly(
                        new QueueEvents("Messages", "ClassifyQueue", 10, Duration.ZERO, true, OptionalInt.of(10)));
        assertThat(template.function("JournalFunction").events())
                .containsExactly(new StreamEvents(
                        "Changes",
                        "Table",
                        true,
                        100,
                        Duration.ZERO,
                        4,
                        true,
                        true,
                        OptionalInt.of(10),
                        List.of("{\"dynamodb\": {\"Keys\": {\"SK\": {\"S\": [\"TICKET\"]}}}}"),
                        Optional.of("JournalFailures")));
        assertThat(template.function("SweeperFunction").events())
                .containsExactly(new Schedule("EachMinute", Duration.ofMinutes(1)));
        assertThat(template.function("SweeperFunction").retries())
                .isEqualTo(new FunctionResource.AsyncRetries(0, Optional.empty()));
    }

    @Test
    void theDeployment_resolvesParametersConditionsAndGlobals() {
        FunctionResource classify =
                TemplateReader.read(DEPLOYMENT, Deployment.LOCAL, TOKENS).function("ClassifyFunction");

        assertThat(classify.environment())
                .containsEntry("TABLE_NAME", "kezek-Table")
                .containsEntry("OPENAI_MODEL", "gpt-4o-mini")
                .containsEntry("OPENAI_API_KEY", "")
                .containsEntry(
                        "CLASSIFY_QUEUE_URL",
                        "https://sqs.eu-central-1.amazonaws.com/000000000000/kezek-ClassifyQueue");
        assertThat(classify.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(classify.code())
                .isAbsolute()
                .endsWithRaw(Path.of("functions", "classify", "target", "classify.zip"));
    }

    @Test
    void parameterWithoutDefault_isAskedFor() {
        assertThatThrownBy(() -> TemplateReader.read(DEPLOYMENT, Deployment.LOCAL, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Parameters.JwtIssuer has no default");
    }

    @Test
    void parameterOutsideItsAllowedValues_isRefused() {
        assertThatThrownBy(() -> TemplateReader.read(
                        DEPLOYMENT,
                        Deployment.LOCAL,
                        Map.of("JwtIssuer", "i", "JwtAudience", "a", "Geocoder", "crystal-ball")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(
                        "Parameters.Geocoder is crystal-ball; allowed: [gazetteer, nominatim, amazon-location]");
    }

    @Test
    void aSecretThatOnlyTheCloudCanResolve_isRefused() {
        assertThatThrownBy(() -> TemplateReader.read(
                        DEPLOYMENT,
                        Deployment.LOCAL,
                        Map.of("JwtIssuer", "i", "JwtAudience", "a", "OpenAiSecretName", "key")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(
                        "Resources.ClassifyFunction.Properties.Environment.Variables.OPENAI_API_KEY is a dynamic reference");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {Type: AWS::SNS::Topic}                                                          | Resources.Thing has the type AWS::SNS::Topic
            {Type: AWS::SQS::Queue, Properties: {MaximumMessageSize: 1024}}                  | Resources.Thing.Properties.MaximumMessageSize is not understood
            {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {maxReceiveCount: 3}}}       | Resources.Thing.Properties.RedrivePolicy.deadLetterTargetArn is missing
            {Type: AWS::SQS::Queue, Properties: {QueueName: !FindInMap [a, b, c]}}           | Resources.Thing.Properties.QueueName: the local stack does not know the intrinsic function Fn::FindInMap
            {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Nobody}}                    | Resources.Thing.Properties.QueueName refers to Nobody
            {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'x-${Nobody.Arn}'}}         | refers to Nobody
            {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt Thing.QueueName}}        | refer to each other in a circle
            {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: soon}}                   | Resources.Thing.Properties.VisibilityTimeout must be a whole number, but is: soon
            {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Nobody}}             | Resources.Thing.Properties.LogGroupName refers to Nobody
            {Type: AWS::SQS::Queue, CreationPolicy: {}}                                      | Resources.Thing.CreationPolicy is not understood
            {Type: AWS::SQS::Queue, Condition: Never}                                        | there is no condition Never
            {Type: AWS::DynamoDB::Table, Properties: {LocalSecondaryIndexes: [], KeySchema: [{AttributeName: a, KeyType: HASH}]}} | LocalSecondaryIndexes is not understood
            """)
    void whatIsNotUnderstood_isNamed(String resource, String message) throws IOException {
        Path file = write("Resources:\n  Thing: " + resource + "\n");

        assertThatThrownBy(() -> TemplateReader.read(file, Deployment.LOCAL, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {Type: SNS, Properties: {}}                                                              | Events.E.Type is SNS
            {Type: SQS, Properties: {Queue: !GetAtt Q.Arn, FilterCriteria: {}}}                      | Events.E.Properties.FilterCriteria is not understood
            {Type: SQS, Properties: {Queue: !GetAtt Q.Arn, BatchSize: 100}}                          | Events.E.Properties.BatchSize is 100
            {Type: Schedule, Properties: {Schedule: cron(0 0 * * ? *)}}                              | Events.E.Properties.Schedule is cron
            {Type: DynamoDB, Properties: {Stream: !GetAtt Q.Arn, StartingPosition: TRIM_HORIZON}}    | which is no AWS::DynamoDB::Table
            {Type: HttpApi, Properties: {Path: /x, Method: GET, PayloadFormatVersion: '1.0'}}        | PayloadFormatVersion is 1.0
            """)
    void eventThatIsNotUnderstood_isNamed(String event, String message) throws IOException {
        Path file = write("""
                Resources:
                  Q: {Type: AWS::SQS::Queue}
                  F:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: x.Y
                      CodeUri: y.zip
                      Events:
                        E: %s
                """.formatted(event));

        assertThatThrownBy(() -> TemplateReader.read(file, Deployment.LOCAL, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void globals_areMergedWithTheResourceWinning() throws IOException {
        Path file = write("""
                Globals:
                  Function:
                    Timeout: 20
                    MemorySize: 512
                    Environment: {Variables: {A: global, B: global}}
                Resources:
                  F:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: x.Y
                      CodeUri: y.zip
                      Timeout: 7
                      Environment: {Variables: {B: own, C: 5}}
                """);

        FunctionResource function =
                TemplateReader.read(file, Deployment.LOCAL, Map.of()).function("F");

        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(function.memory()).isEqualTo(512);
        assertThat(function.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "global", "B", "own", "C", "5"));
    }

    @Test
    void resourceWhoseConditionIsFalse_isLeftOut() throws IOException {
        Path file = write("""
                Parameters:
                  Wanted: {Type: String, Default: 'no'}
                Conditions:
                  IsWanted: !Equals [!Ref Wanted, 'yes']
                  IsNotWanted: !Not [Condition: IsWanted]
                Resources:
                  Wanted1: {Type: AWS::SQS::Queue, Condition: IsWanted}
                  Other: {Type: AWS::SQS::Queue, Condition: IsNotWanted}
                """);

        assertThat(TemplateReader.read(file, Deployment.LOCAL, Map.of()).queues())
                .containsOnlyKeys("Other");
        assertThat(TemplateReader.read(file, Deployment.LOCAL, Map.of("Wanted", "yes"))
                        .queues())
                .containsOnlyKeys("Wanted1");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), yaml);
    }
}
