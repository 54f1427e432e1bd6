package kezek.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.util.Map;
import kezek.analysis.RuleAnalyzer;
import kezek.analysis.TicketAnalyzer;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;
import kezek.model.Tracing;
import kezek.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class AnalyzersTest {

    @Test
    void noKeyAndNoAddress_meansRules() {
        assertThat(analyzer(Map.of("OPENAI_API_KEY", " ", "OPENAI_BASE_URL", "")))
                .isInstanceOf(RuleAnalyzer.class);
    }

    @Test
    void keyAlone_meansTheModelAtOpenAi() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_MODEL", "gpt-unheard-of");
        assertThat(analyzer(environment)).isInstanceOf(ModelAnalyzer.class);
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
                .isThrownBy(() -> analyzer(Map.of("OPENAI_API_KEY", "sk-1", name, value)))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"localhost:11434", "ftp://example.com", "/v1", "http:"})
    void addressThatIsNone_isRefusedByName(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analyzer(Map.of("OPENAI_BASE_URL", given)))
                .withMessageContaining("OPENAI_BASE_URL");
    }

    private static TicketAnalyzer analyzer(Map<String, String> environment) {
        DynamoDbClient untouched = (DynamoDbClient) Proxy.newProxyInstance(
                AnalyzersTest.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("making an analyzer must send nothing");
                });
        return Analyzers.from(
                new Settings(environment), Tracing.NONE, new Table(untouched, "table"), ExecutionContext.real());
    }
}
