package kezek.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSettingsTest {

    @Test
    void neitherKeyNorAddress_meansNoModel() {
        assertThat(ModelSettings.fromEnvironment(Map.of("OPENAI_API_KEY", " ", "OPENAI_BASE_URL", "")))
                .isEmpty();
    }

    @Test
    void keyAlone_meansTheModelAtOpenAi() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_MODEL", "gpt-unheard-of");
        ModelSettings settings = ModelSettings.fromEnvironment(environment).orElseThrow();

        assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(settings.model()).isEqualTo("gpt-unheard-of");
        assertThat(settings.toString()).doesNotContain("sk-1");
        assertThat(settings.price()).as("unknown to the bundled table").isEmpty();
        assertThat(settings.asksForProbabilities()).isTrue();
        assertThat(settings.seesPictures()).isFalse();
    }

    @Test
    void anotherServer_isNotTakenForOpenAi() {
        ModelSettings settings = ModelSettings.fromEnvironment(Map.of("OPENAI_BASE_URL", "http://localhost:11434"))
                .orElseThrow();

        assertThat(settings.model()).isEqualTo("gpt-4o-mini");
        assertThat(settings.price()).isEmpty();
        assertThat(settings.asksForProbabilities()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_VISION, yes",
        "OPENAI_LOGPROBS, 1",
        "OPENAI_PRICE_PER_MILLION, 0.15",
        "OPENAI_PRICE_PER_MILLION, cheap",
        "OPENAI_BASE_URL, localhost:11434",
        "OPENAI_BASE_URL, ftp://example.com",
        "OPENAI_BASE_URL, /v1",
        "OPENAI_BASE_URL, http:"
    })
    void invalidVariable_isRefusedByName(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.fromEnvironment(Map.of("OPENAI_API_KEY", "sk-1", name, value)))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434, http://localhost:11434/v1",
        "http://localhost:11434/, http://localhost:11434/v1",
        "http://localhost:11434/v1, http://localhost:11434/v1",
        "http://localhost:11434/v1/, http://localhost:11434/v1",
        "https://example.com/api/openai, https://example.com/api/openai",
    })
    void addressWithoutAPath_getsTheVersion(String given, String used) {
        assertThat(ModelSettings.fromEnvironment(Map.of("OPENAI_BASE_URL", given)))
                .hasValueSatisfying(settings -> assertThat(settings.baseUrl()).isEqualTo(URI.create(used)));
    }

    @Test
    void priceOfTheEnvironment_comesFirst() {
        assertThat(ModelSettings.fromEnvironment(Map.of("OPENAI_API_KEY", "k", "OPENAI_PRICE_PER_MILLION", " 1.5 , 2 "))
                        .flatMap(ModelSettings::price))
                .isEqualTo(Optional.of(new TokenPrice(new BigDecimal("1.5"), new BigDecimal("2"))));
    }
}
