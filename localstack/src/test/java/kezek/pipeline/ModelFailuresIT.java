package kezek.pipeline;

import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kezek.local.LocalDeploymentOptions;
import kezek.pipeline.ModelStub.Mood;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Models that fail in every way, called by functions in child JVMs from their zips. No ticket is lost,
/// waits for ever or is stored wrongly, and a model that is down is not called again and again.
class ModelFailuresIT {

    /// Concurrent environments of classify.
    private static final int ENVIRONMENTS = 2;

    /// The tickets of a batch call the model at the same time, before the first of them learns that it is
    /// down.
    private static final int BATCH = 10;

    /// One request per ticket of the first batch, and later at most one probe per half minute.
    private static final int MAX_REQUESTS_OF_OUTAGE = ENVIRONMENTS * (BATCH + 4);

    /// Includes timeouts of 20 seconds and pauses of up to 30, on a busy machine.
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(6);

    @TempDir
    Path folder;

    private static Map<String, String> expected;

    @BeforeAll
    static void findOutWhatTheRulesGive() {
        expected = Reference.assignments();
    }

    @ParameterizedTest
    @CsvSource({"DEAD, 28", "SILENT, 28", "NONSENSE, 144", "WRONG_ENUM, 144"})
    void everyTicketIsAssigned_asTheRulesHaveIt_andMarked(Mood mood, int mostRequests) throws IOException {
        assertThat(MAX_REQUESTS_OF_OUTAGE).as("the bound in the table").isEqualTo(28);
        try (ModelStub model = ModelStub.start(mood);
                Pipeline pipeline = Pipeline.start(options(model))) {
            pipeline.uploadSample("failing");
            pipeline.awaitImport("failing", "finished", LONG_ENOUGH);

            assertThat(pipeline.awaitAssignments(Reference.TICKETS)).isEqualTo(expected);
            assertThat(pipeline.items().tickets()).allSatisfy(ticket -> {
                Map<String, AttributeValue> analysis = ticket.get("analysis").m();
                assertThat(analysis.get("source").s()).isEqualTo("RULES");
                assertThat(analysis.get("degraded").bool()).isTrue();
                assertThat(analysis.get("doubts").ss()).contains("MODEL_DID_NOT_ANSWER");
            });
            assertThat(pipeline.items().like("ANSWER#", ""))
                    .as("nothing of that is kept")
                    .isEmpty();
            assertThat(model.requests()).hasSizeBetween(1, mostRequests);
            pipeline.checkInvariants();
        }
    }

    @Test
    void busyModel_isWaitedFor_andNoTicketIsTheWorseForIt() throws IOException {
        try (ModelStub model = ModelStub.start(Mood.BUSY);
                Pipeline pipeline = Pipeline.start(options(model))) {
            pipeline.uploadSample("busy");
            pipeline.awaitImport("busy", "finished", LONG_ENOUGH);
            pipeline.awaitAssignments(Reference.TICKETS);

            assertThat(pipeline.items().tickets()).hasSize(Reference.TICKETS).allSatisfy(ticket -> {
                assertThat(text(ticket, "category")).isEqualTo("Консультация");
                assertThat(ticket.get("analysis").m().get("degraded").bool()).isFalse();
            });
            pipeline.checkInvariants();
        }
    }

    /// Allows two attempts per ticket instead of five. Everything else is as deployed.
    private LocalDeploymentOptions options(ModelStub model) throws IOException {
        String template = Files.readString(ROOT.resolve("template.yaml"))
                .replace("CodeUri: functions/", "CodeUri: " + ROOT + "/functions/");
        String impatient = template.replace("maxReceiveCount: 5", "maxReceiveCount: 2")
                .replace("MAX_RECEIVE_COUNT: 5", "MAX_RECEIVE_COUNT: 2");
        assertThat(impatient).isNotEqualTo(template);
        return Pipeline.options(Files.writeString(folder.resolve("template.yaml"), impatient))
                .withCache(folder.resolve("cache"))
                .withMaxEnvironments(ENVIRONMENTS)
                .withEnvironment("OPENAI_BASE_URL", model.baseUrl())
                .withEnvironment("OPENAI_MODEL", "stub");
    }
}
