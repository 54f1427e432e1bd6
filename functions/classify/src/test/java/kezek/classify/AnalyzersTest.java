package kezek.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.domain.Category;
import kezek.domain.Sentiment;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;
import kezek.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class AnalyzersTest {

    @Test
    void noKeyAndNoAddress_meansRules() {
        assertThat(analyst(Map.of("OPENAI_API_KEY", " ", "OPENAI_BASE_URL", "")))
                .isInstanceOf(RuleAnalyzer.class);
    }

    @Test
    void keyAlone_meansTheModelAtOpenAi() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_MODEL", "gpt-unheard-of");
        ModelSettings settings = ModelSettings.fromEnvironment(environment).orElseThrow();

        assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(settings.model()).isEqualTo("gpt-unheard-of");
        assertThat(settings.toString()).doesNotContain("sk-1");
        assertThat(settings.price()).as("nobody said what it costs").isEmpty();
        assertThat(settings.asksForProbabilities()).isTrue();
        assertThat(settings.seesPictures()).isFalse();
        assertThat(analyst(environment)).isInstanceOf(ModelAnalyzer.class);
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
        "REVIEW_THRESHOLD, 7"
    })
    void variableThatSaysWhatItCannotSay_isRefusedByName(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analyst(Map.of("OPENAI_API_KEY", "sk-1", name, value)))
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

    @ParameterizedTest
    @CsvSource({"localhost:11434", "ftp://example.com", "/v1", "http:"})
    void addressThatIsNone_isRefusedByName(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analyst(Map.of("OPENAI_BASE_URL", given)))
                .withMessageContaining("OPENAI_BASE_URL");
    }

    @Test
    void answersEnums_coverTheDomains() {
        assertThat(Answer.Topic.values()).extracting(Answer.Topic::category).containsExactly(Category.values());
        assertThat(Arrays.stream(Answer.Tone.values()).map(Answer.Tone::sentiment))
                .containsExactly(Sentiment.values());
    }

    private static TicketAnalyzer analyst(Map<String, String> environment) {
        DynamoDbClient nobody = (DynamoDbClient) Proxy.newProxyInstance(
                AnalyzersTest.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("choosing an analyst must ask nobody");
                });
        return Analyzers.from(
                new Settings(environment), Tracing.NONE, new Table(nobody, "table"), ExecutionContext.real());
    }
}
