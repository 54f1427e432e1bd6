package kezek.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build produces the zips that the template names. This runs after the build, because the zips do
/// not exist before.
class PackagesIT {

    private static final Path DEPLOYMENT = Path.of("../template.yaml");

    @TempDir
    Path folder;

    @Test
    void everyFunction_hasAZipWithItsHandler() {
        assertThat(Packages.findings(template(DEPLOYMENT))).isEmpty();
    }

    @Test
    void wrongPackages_areFoundByName() throws IOException {
        Files.copy(DEPLOYMENT, folder.resolve("template.yaml"));
        Template template = template(folder.resolve("template.yaml"));
        zip(template, "IngestFunction", "kezek/ingest/UploadHandler.class");
        zip(template, "ClassifyFunction", "kezek/classify/Analysts.class");
        Files.createDirectories(template.function("GeocodeFunction").code());
        Files.createDirectories(template.function("ApiFunction").code().getParent());
        Files.writeString(template.function("ApiFunction").code(), "no zip");

        List<String> findings = Packages.findings(template);

        assertThat(findings.stream().map(finding -> finding.substring(0, finding.lastIndexOf(' '))))
                .containsExactly(
                        // Both handlers of ingest are in the same zip.
                        "HANDLER_NOT_IN_PACKAGE IngestMoreFunction",
                        "PACKAGE_IS_NO_FILE GeocodeFunction",
                        "HANDLER_NOT_IN_PACKAGE ClassifyFunction",
                        "NO_PACKAGE AssignFunction",
                        "NO_PACKAGE SweeperFunction",
                        "NO_PACKAGE JournalFunction",
                        "PACKAGE_IS_NO_ZIP ApiFunction");
    }

    private static void zip(Template template, String function, String entry) throws IOException {
        Path file = template.function(function).code();
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
        }
    }

    private static Template template(Path file) {
        return TemplateReader.read(
                file, Deployment.LOCAL, Map.of("JwtIssuer", "https://issuer.example", "JwtAudience", "kezek"));
    }
}
