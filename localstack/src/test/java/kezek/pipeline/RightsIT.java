package kezek.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kezek.localstack.lambda.InvocationResult;
import kezek.rights.RecordedFunctions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a function did, its role allows. Emulators let everything pass, so a right that is missing in
/// template.yaml would be noticed on AWS alone.
@TestInstance(Lifecycle.PER_CLASS)
class RightsIT {

    private static final Path TEMPLATE = Pipeline.ROOT.resolve("template.yaml");
    private static final String IMPORT = "rights";

    @TempDir
    Path folder;

    private final RecordedFunctions functions = new RecordedFunctions();
    private Pipeline pipeline;

    @BeforeAll
    void haveEveryFunctionDoItsWork() throws Exception {
        pipeline = Pipeline.start(options -> options.inProcess(functions::handler));
        pipeline.uploadSample(IMPORT);
        pipeline.awaitImport(IMPORT, "finished");
        pipeline.awaitAssignments(Reference.TICKETS);
        pipeline.checkInvariants();
        useTheApi();
        InvocationResult swept = pipeline.stack()
                .invoke("SweeperFunction", Files.readString(Pipeline.ROOT.resolve("events/sweeper.json")));
        assertThat(swept).isInstanceOf(InvocationResult.Answered.class);
    }

    private void useTheApi() {
        Api api = pipeline.api();
        for (String path : List.of(
                "/api/tickets",
                "/api/tickets?import=" + IMPORT,
                "/api/tickets/export?import=" + IMPORT,
                "/api/managers",
                "/api/business-units",
                "/api/dashboard/stats",
                "/api/reports/balance?import=" + IMPORT,
                "/api/imports",
                "/api/imports/" + IMPORT)) {
            assertThat(api.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(api.post("/api/process", "").statusCode()).isEqualTo(202);
        String otherRules = "{\"import\":\"" + IMPORT + "\",\"rules\":{\"strategy\":\"optimal\"}}";
        assertThat(api.post("/api/reports/what-if", otherRules).statusCode()).isEqualTo(200);
        JsonNode tickets = api.json("/api/tickets?stage=ASSIGNED").path("items");
        String first = "/api/tickets/" + tickets.get(0).path("id").asText();
        assertThat(api.get(first + "/events").statusCode()).isEqualTo(200);
        assertThat(api.patch(first, "{\"status\":\"CLOSED\"}").statusCode()).isEqualTo(200);
        assertThat(api.patch(first, "{\"status\":\"OPEN\"}").statusCode()).isEqualTo(200);
        assertThat(api.delete("/api/tickets/" + tickets.get(1).path("id").asText())
                        .statusCode())
                .isEqualTo(204);
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void everyCall_isAllowedByTheRoleOfItsFunction() {
        assertThat(functions.missing(pipeline.stack().template(), TEMPLATE)).isEmpty();
        assertThat(functions.used(pipeline.stack().template()))
                .containsOnlyKeys(pipeline.stack().template().functions().keySet().stream()
                        // Only a file that is too long for one invocation is read on.
                        .filter(function -> !function.equals("IngestMoreFunction"))
                        .toArray(String[]::new))
                .allSatisfy(
                        (function, rights) -> assertThat(rights).as(function).isNotEmpty());
    }

    @Test
    void rightsThatAreTakenAway_areMissed() throws IOException {
        assertThat(missingWithout("geocode", ", dynamodb:UpdateItem"))
                .containsExactly("GeocodeFunction dynamodb:UpdateItem Table.Arn");
        assertThat(missingWithout("assign", ", dynamodb:ConditionCheckItem"))
                .containsExactly("AssignFunction dynamodb:ConditionCheckItem Table.Arn");
        assertThat(missingWithout("ingest", "s3:GetObject")).hasSize(1);
        assertThat(missingWithout("api", "\n                  - !Sub '${Table.Arn}/index/newest'"))
                .containsExactly("ApiFunction dynamodb:Query ${Table.Arn}/index/newest");
    }

    /// @param policy name of the policy that loses a part of its text
    private Set<String> missingWithout(String policy, String part) throws IOException {
        String text = Files.readString(TEMPLATE);
        int begin = text.indexOf("- PolicyName: " + policy + "\n");
        int at = text.indexOf(part, begin);
        assertThat(at).as(part + " of " + policy).isPositive();
        Path broken = folder.resolve("template.yaml");
        Files.writeString(broken, text.substring(0, at) + text.substring(at + part.length()));
        return functions.missing(pipeline.stack().template(), broken);
    }
}
