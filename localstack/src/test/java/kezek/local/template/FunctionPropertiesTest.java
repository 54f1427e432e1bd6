package kezek.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPropertiesTest {

    @TempDir
    private Path folder;

    @Test
    void literal_isWhatTheFunctionItselfSays() throws IOException {
        FunctionProperties properties = read("""
                Resources:
                  F:
                    Properties:
                      RecursiveLoop: Allow
                      SnapStart:
                        ApplyOn: PublishedVersions
                """);

        assertThat(properties.literal("F", "RecursiveLoop")).hasValue("Allow");
        assertThat(properties.literal("F", "SnapStart", "ApplyOn")).hasValue("PublishedVersions");
    }

    @Test
    void literal_ofWhatIsNotSetOrComputed_isEmpty() throws IOException {
        FunctionProperties properties = read("""
                Resources:
                  F:
                    Properties:
                      RecursiveLoop: !Ref Loop
                """);

        assertThat(properties.literal("F", "RecursiveLoop")).isEmpty();
        assertThat(properties.literal("F", "SnapStart", "ApplyOn")).isEmpty();
        assertThat(properties.literal("G", "RecursiveLoop")).isEmpty();
    }

    private FunctionProperties read(String yaml) throws IOException {
        return FunctionProperties.read(Files.writeString(folder.resolve("template.yaml"), yaml));
    }
}
