package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kezek.lambda.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GazetteerFileTest {

    private static final Path SAMPLE = Path.of("src/test/resources/kezek/places/geonames/KZ.txt");

    @TempDir
    Path folder;

    @Test
    void withoutTheVariable_isTheBundledOne() {
        assertThat(GazetteerFile.from(new Settings(Map.of()))).isSameAs(Gazetteer.bundled());
        assertThat(from(" ")).isSameAs(Gazetteer.bundled());
    }

    @Test
    void pathAndFileUri_addTheFile() throws IOException {
        Path file = Files.copy(SAMPLE, folder.resolve("KZ kz.txt"));

        assertThat(from(file.toString()).size())
                .isGreaterThan(Gazetteer.bundled().size());
        assertThat(from(file.toUri().toString()).size())
                .isEqualTo(from(file.toString()).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/KZ.txt", "file:///nowhere/KZ.txt", "https://example.org/KZ.zip", "s3://bucket"})
    void whatCannotBeRead_isNamedWithItsVariable(String uri) {
        assertThatThrownBy(() -> from(uri))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GAZETTEER_URI")
                .hasMessageContaining(uri)
                .hasMessageContaining("s3://bucket/key");
    }

    private static Gazetteer from(String uri) {
        return GazetteerFile.from(new Settings(Map.of("GAZETTEER_URI", uri)));
    }
}
