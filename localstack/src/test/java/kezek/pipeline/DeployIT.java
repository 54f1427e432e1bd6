package kezek.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.local.Tier;
import kezek.local.Tier.Need;
import kezek.local.http.HttpApi;
import kezek.local.remote.AwsEndpoint;
import kezek.local.remote.Concurrency;
import kezek.local.remote.DeployedStack;
import kezek.local.remote.Difference;
import kezek.local.remote.RemoteFunctions;
import kezek.local.remote.StackCheck;
import kezek.local.remote.TemporaryStack;
import kezek.local.run.DeployCommand;
import kezek.local.template.Deployment;
import kezek.local.template.FunctionProperties;
import kezek.local.template.QueueEvents;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import kezek.samlocal.Command;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Runs `localstack/deploy` against an emulator. SAM, CloudFormation's template processing and the
/// services are then those of others, and the result must be the same as on the embedded stack.
/// `KEZEK_ENDPOINT` is the address of the emulator; the default is LocalStack's own port.
@Tag("localstack")
@TestInstance(Lifecycle.PER_CLASS)
class DeployIT {

    private static final URI ENDPOINT =
            URI.create(System.getenv().getOrDefault("KEZEK_ENDPOINT", "http://localhost:4566"));
    private static final String REGION = Deployment.LOCAL.region();

    /// The test has its own stack, so that other stacks are not affected.
    private static final String NAME = "kezek-it-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private static final Pattern IMPORT = Pattern.compile("Importing .+ as (\\S+)");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /// The differences that docs/emulators.md describes for LocalStack 4.14.0 or MiniStack 1.5.33.
    private static final Set<String> LEFT_OUT = Set.of(
            "Table TimeToLive: none, not expiresAt",
            "Table SSEEnabled: false, not true",
            "Table PointInTimeRecoveryEnabled: false, not true",
            "ApiFunction SnapStart: None, not PublishedVersions",
            "IngestMoreFunction RecursiveLoop: Terminate, not Allow",
            "GeocodeFunction RecursiveLoop: Terminate, not Allow",
            "AssignFunction RecursiveLoop: Terminate, not Allow",
            "HttpApi authorizer: none, not one");

    /// The command's default for the environments of each function per queue.
    private static final int ENVIRONMENTS =
            Math.max(Concurrency.MINIMUM, Runtime.getRuntime().availableProcessors());

    private static final Map<String, String> PARAMETERS =
            Map.of("JwtIssuer", "https://issuer.invalid/", "JwtAudience", "nobody", "Geocoder", "gazetteer");

    private final AwsEndpoint endpoint = new AwsEndpoint(ENDPOINT, REGION);

    @TempDir
    private static Path folder;

    private TemporaryStack temporary;
    private Command.Outcome deployed;
    private String importId;
    private DeployedStack stack;
    private Template template;
    private HttpApi http;
    private Api api;
    private Pipeline embedded;

    @BeforeAll
    void deployAndImportTheSample() {
        new Tier("localstack")
                .check(List.of(
                        new Need(
                                "the SAM CLI",
                                "pip install aws-sam-cli==1.170.0",
                                () -> Command.succeeds("sam", "--version")),
                        new Need(
                                "an emulator at " + ENDPOINT,
                                "docker compose --file localstack/compose.yaml up --detach --wait",
                                endpoint::answers)));
        temporary = new TemporaryStack(endpoint, NAME);
        deployed = Command.run(new ProcessBuilder(command()).redirectErrorStream(true), temporary::registerDeployer);
        assertThat(deployed.exitCode()).as(deployed.output()).isZero();
        Matcher line = IMPORT.matcher(deployed.output());
        assertThat(line.find()).as(deployed.output()).isTrue();
        importId = line.group(1);
        stack = DeployedStack.read(endpoint, NAME);
        template = TemplateReader.read(
                Pipeline.ROOT.resolve("template.yaml"),
                new Deployment(REGION, Deployment.LOCAL.accountId(), NAME),
                PARAMETERS);
        http = new HttpApi(template, new RemoteFunctions(endpoint, stack), 0);
        api = new Api(http.uri());
        embedded = Pipeline.start();
        embedded.uploadSample(importId);
        embedded.awaitImport(importId, "finished");
        embedded.awaitAssignments(Reference.TICKETS);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DeployCommand.class.getName(),
                Pipeline.ROOT.toString(),
                "--endpoint",
                ENDPOINT.toString(),
                "--stack-name",
                NAME,
                "--export",
                folder.resolve("deployed.csv").toString(),
                "--environments",
                String.valueOf(ENVIRONMENTS),
                "--timeout",
                String.valueOf(LIMIT.toSeconds())));
        PARAMETERS.forEach((name, value) -> command.addAll(List.of("--parameter", name + "=" + value)));
        return command;
    }

    @AfterAll
    void stop() {
        try (endpoint) {
            if (temporary != null) {
                temporary.close();
            }
        } finally {
            if (http != null) {
                api.close();
                http.close();
            }
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    @Test
    void everyRow_isAccountedFor() {
        assertThat(deployed.output())
                .contains("business_units.csv       16 rows: 16 accepted, 0 unchanged, 0 rejected")
                .contains("managers.csv             49 rows: 49 accepted, 0 unchanged, 0 rejected")
                .contains("tickets.csv              72 rows: 72 accepted, 0 unchanged, 0 rejected")
                .contains("Tickets: 71 assigned  1 unassigned");
    }

    @Test
    void assignments_areThoseOfTheEmbeddedStack() throws IOException {
        String here =
                embedded.api().get("/api/tickets/export?import=" + importId).body();

        assertThat(withoutTimes(Files.readString(folder.resolve("deployed.csv"), StandardCharsets.UTF_8)))
                .isEqualTo(withoutTimes(here));
    }

    /// The time is the last column.
    private static List<String> withoutTimes(String csv) {
        return csv.lines()
                .map(row -> row.replaceFirst(",\\d{4}-\\d\\d-\\d\\dT[^,]+$", ","))
                .toList();
    }

    @Test
    void record_ofEachTicket_isThatOfTheEmbeddedStack() {
        for (JsonNode ticket : tickets()) {
            String path = "/api/tickets/" + ticket.path("id").asText();
            assertThat(lasting(api.json(path)))
                    .as(path)
                    .isEqualTo(lasting(embedded.api().json(path)));
        }
    }

    private List<JsonNode> tickets() {
        List<JsonNode> tickets = new ArrayList<>();
        embedded.api()
                .json("/api/tickets?size=200&import=" + importId)
                .path("items")
                .forEach(tickets::add);
        assertThat(tickets).hasSize(Reference.TICKETS);
        return tickets;
    }

    /// Keeps what is the same in every deployment, which excludes times and the bucket's address.
    private static JsonNode lasting(JsonNode value) {
        JsonNode copy = value.deepCopy();
        remove(copy);
        return copy;
    }

    private static void remove(JsonNode value) {
        if (value instanceof ObjectNode object) {
            List<String> passing = object.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.endsWith("_at") || name.endsWith("_url"))
                    .toList();
            object.remove(passing);
        }
        value.forEach(DeployIT::remove);
    }

    @Test
    void stack_hasWhatTheTemplateSays_butForWhatIsWrittenDown() {
        FunctionProperties properties = FunctionProperties.read(Pipeline.ROOT.resolve("template.yaml"));

        assertThat(StackCheck.differences(template, properties, endpoint, stack))
                .extracting(Difference::toString)
                .filteredOn(difference -> !LEFT_OUT.contains(difference))
                .filteredOn(difference -> !difference.equals(
                        "HttpApi routes: none, not " + template.routes().size() + " routes"))
                .containsExactlyInAnyOrderElementsOf(lowered());
    }

    /// The limits that the command itself sets on a machine of a few cores.
    private List<String> lowered() {
        List<String> lowered = new ArrayList<>();
        template.functions()
                .forEach((function, resource) -> resource.events().forEach(event -> {
                    if (event instanceof QueueEvents queue
                            && queue.maximumConcurrency().orElse(0) > ENVIRONMENTS) {
                        lowered.add("%s.%s MaximumConcurrency: %d, not %d"
                                .formatted(
                                        function,
                                        queue.name(),
                                        ENVIRONMENTS,
                                        queue.maximumConcurrency().getAsInt()));
                    }
                }));
        return lowered;
    }

    @Test
    void deadLetterQueues_areEmpty() {
        try (SqsClient sqs = endpoint.newSqs()) {
            template.queues().keySet().stream()
                    .filter(queue -> queue.endsWith("DeadLetters") || queue.endsWith("Failures"))
                    .forEach(queue -> assertThat(messages(sqs, queue)).as(queue).isZero());
        }
    }

    private int messages(SqsClient sqs, String queue) {
        String url = stack.physicalId(queue);
        String name = url.substring(url.lastIndexOf('/') + 1);
        String here = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
        return Integer.parseInt(sqs.getQueueAttributes(request ->
                        request.queueUrl(here).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
