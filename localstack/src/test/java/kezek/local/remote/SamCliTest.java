package kezek.local.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kezek.local.template.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamCliTest {

    @TempDir
    private Path folder;

    /// Without the option, SAM reads a `samconfig.toml` beside the template.
    @Test
    void configuration_isAnEmptyFileWhateverLiesBesideTheTemplate() throws IOException, InterruptedException {
        Path sam = Files.writeString(folder.resolve("sam"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(sam.toFile().setExecutable(true)).isTrue();
        Path log = folder.resolve("deploy/sam.log");

        try (AwsEndpoint unreachable = new AwsEndpoint(URI.create("http://127.0.0.1:1"), Deployment.LOCAL.region())) {
            new SamCli(sam.toString()).deploy(folder.resolve("template.yaml"), "kezek", Map.of(), unreachable, log);
        }

        List<String> arguments = Files.readAllLines(log);
        Path configuration = Path.of(arguments.get(arguments.indexOf("--config-file") + 1));
        assertThat(configuration).isAbsolute().isEmptyFile();
    }
}
