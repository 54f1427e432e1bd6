package kezek.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import kezek.analysis.RuleAnalyst;
import kezek.domain.Category;
import kezek.domain.Sentiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalystsTest {

    @Test
    void noKeyAndNoAddress_meansRules() {
        assertThat(Analysts.fromEnvironment(Map.of("OPENAI_API_KEY", " ", "OPENAI_BASE_URL", "")))
                .isInstanceOf(RuleAnalyst.class);
    }

    @Test
    void keyAlone_meansTheModelAtOpenAi() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_MODEL", "gpt-5-mini");
        ModelSettings settings = ModelSettings.fromEnvironment(environment).orElseThrow();

        assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(settings.model()).isEqualTo("gpt-5-mini");
        assertThat(settings.toString()).doesNotContain("sk-1");
        assertThat(Analysts.fromEnvironment(environment)).isInstanceOf(ModelAnalyst.class);
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

    @ParameterizedTest
    @CsvSource({"localhost:11434", "ftp://example.com", "/v1", "http:"})
    void addressThatIsNone_isRefusedByName(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Analysts.fromEnvironment(Map.of("OPENAI_BASE_URL", given)))
                .withMessageContaining("OPENAI_BASE_URL");
    }

    @Test
    void answersEnums_coverTheDomains() {
        assertThat(Answer.Topic.values()).extracting(Answer.Topic::category).containsExactly(Category.values());
        assertThat(Arrays.stream(Answer.Tone.values()).map(Answer.Tone::sentiment))
                .containsExactly(Sentiment.values());
    }
}
