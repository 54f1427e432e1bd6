package kezek.local.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kezek.local.emulators.Endpoints;
import kezek.local.template.Deployment;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamFilesTest {

    private static final Endpoints ENDPOINTS = new Endpoints(
            "eu-central-1",
            URI.create("http://172.17.0.1:1001"),
            URI.create("http://172.17.0.1:1002"),
            URI.create("http://172.17.0.1:1003"));

    @TempDir
    Path folder;

    private final Template template = TemplateReader.read(
            Path.of("../template.yaml"),
            Deployment.LOCAL,
            Map.of("JwtIssuer", "https://issuer.example", "JwtAudience", "kezek"));

    /// SAM ignores other variables silently.
    @Test
    void variables_areThoseThatTheTemplateGivesEachFunction() throws IOException {
        SamFiles.write(folder, template, ENDPOINTS, Map.of("GEOCODER", "gazetteer"));

        JsonNode variables =
                new ObjectMapper().readTree(folder.resolve("env.json").toFile());
        assertThat(variables.size()).isEqualTo(template.functions().size());
        template.functions()
                .forEach((id, function) -> assertThat(variables.path(id).fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrderElementsOf(
                                function.environment().keySet()));
        assertThat(variables.at("/GeocodeFunction/GEOCODER").asText()).isEqualTo("gazetteer");
        assertThat(variables.at("/GeocodeFunction/CLASSIFY_QUEUE_URL").asText())
                .isEqualTo("http://172.17.0.1:1002/000000000000/"
                        + template.queue("ClassifyQueue").name());
    }

    @Test
    void image_tellsTheSdkWhereTheServicesAre() throws IOException {
        SamFiles.write(folder, template, ENDPOINTS, Map.of());

        assertThat(Files.readAllLines(folder.resolve("Dockerfile")))
                .containsExactly(
                        "FROM " + SamFiles.LAMBDA_IMAGE,
                        "ENV AWS_ENDPOINT_URL_DYNAMODB=http://172.17.0.1:1001",
                        "ENV AWS_ENDPOINT_URL_SQS=http://172.17.0.1:1002",
                        "ENV AWS_ENDPOINT_URL_S3=http://172.17.0.1:1003");
    }
}
