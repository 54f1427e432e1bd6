package kezek.pipeline;

import static kezek.local.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import kezek.local.LocalDeployment;
import kezek.local.LocalDeploymentOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The deployment of template.yaml on the embedded emulators, with steps that many tests share.
final class Pipeline implements AutoCloseable {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path SAMPLE = ROOT.resolve("events/sample");
    static final String OFFICES = "business_units.csv";
    static final String MANAGERS = "managers.csv";
    static final String TICKETS = "tickets.csv";

    /// Receives the output of the functions at DEBUG. Switch it on in logback to investigate a failed
    /// test.
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /// Enough for a whole import in which functions die, on a busy machine.
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private final LocalDeployment stack;
    private final Api api;

    private Pipeline(LocalDeployment stack) {
        this.stack = stack;
        this.api = new Api(stack.apiUri());
    }

    /// Starts the functions in this JVM.
    static Pipeline start() {
        return start(UnaryOperator.identity());
    }

    static Pipeline start(UnaryOperator<LocalDeploymentOptions> change) {
        return new Pipeline(LocalDeployment.start(change.apply(options().inProcess())));
    }

    /// Starts the functions with these options.
    static Pipeline start(LocalDeploymentOptions options) {
        return new Pipeline(LocalDeployment.start(options));
    }

    static LocalDeploymentOptions options() {
        return options(ROOT.resolve("template.yaml"));
    }

    static LocalDeploymentOptions options(Path template) {
        return LocalDeploymentOptions.of(template)
                .withParameter("JwtIssuer", "https://issuer.invalid")
                .withParameter("JwtAudience", "nobody")
                .withEnvironment("GEOCODER", "gazetteer")
                .withLog((function, environment, text) -> LOG.debug("{} {}", environment, text));
    }

    LocalDeployment stack() {
        return stack;
    }

    Api api() {
        return api;
    }

    Items items() {
        return Items.read(stack.dynamoDb(), stack.tableName());
    }

    void checkInvariants() {
        Invariants.check(stack.dynamoDb(), stack.tableName());
    }

    /// Announces the sample's files together and uploads them.
    void uploadSample(String importId) {
        api.upload(importId, List.of(SAMPLE.resolve(OFFICES), SAMPLE.resolve(MANAGERS), SAMPLE.resolve(TICKETS)));
    }

    /// Uploads a file that is not announced, as any S3 client can.
    void put(String key, Path file) {
        stack.s3().putObject(request -> request.bucket(stack.bucketName()).key(key), file);
    }

    JsonNode importView(String importId) {
        return api.json("/api/imports/" + importId);
    }

    /// @return the import when it is in this state
    JsonNode awaitImport(String importId, String state) {
        return awaitImport(importId, state, DEADLINE);
    }

    /// Like [#awaitImport(String, String)], with a longer deadline for slow tests.
    JsonNode awaitImport(String importId, String state, Duration deadline) {
        eventually(
                "import " + importId + " is " + state,
                deadline,
                () -> api.get("/api/imports/" + importId).statusCode() == 200
                        && importView(importId).path("state").asText().equals(state));
        return importView(importId);
    }

    /// @return the managers of the tickets, see [Items#assignments], when all have come as far as they
    ///     can
    Map<String, String> awaitAssignments(int tickets) {
        eventually(tickets + " tickets are through", DEADLINE, () -> {
            Items items = items();
            return items.tickets().size() == tickets && items.isThrough();
        });
        return items().assignments();
    }

    @Override
    public void close() {
        api.close();
        stack.close();
    }
}
