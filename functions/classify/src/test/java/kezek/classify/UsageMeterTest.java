package kezek.classify;

import static kezek.classify.ModelServer.completion;
import static kezek.classify.ModelServer.error;
import static kezek.classify.ModelServer.raw;
import static kezek.classify.ModelServer.taking;
import static kezek.classify.TestAnalyzer.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kezek.domain.Provenance;
import kezek.domain.Usage;
import kezek.testing.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageMeterTest {

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");
    private static final String GOOD = """
            {"category": "Жалоба", "sentiment": "Негативный", "priority": 5, "language": "RU", "summary": "Жалоба."}""";

    private final FakeTime time = new FakeTime();

    @Test
    void tokensAndCost_areThoseOfTheAnswer() throws IOException {
        // 1000 × 0.15 + 100 × 0.60 = 210 millionths of a dollar.
        assertThat(provenance(taking(1_000, 100, completion(GOOD))).usage())
                .contains(new Usage(1_000, 100, OptionalLong.of(210), Duration.ZERO, false));
    }

    @Test
    void repairedAnswers_addUp() throws IOException {
        assertThat(provenance(taking(1_000, 40, completion("nonsense")), taking(1_100, 60, completion(GOOD)))
                        .usage())
                .contains(new Usage(2_100, 100, OptionalLong.of(375), Duration.ZERO, false));
    }

    @Test
    void answersThatCouldNotBeUsed_arePaidForToo() throws IOException {
        Provenance provenance = provenance(taking(1_000, 50, completion("nonsense")));

        assertThat(provenance.degraded()).isTrue();
        assertThat(provenance.usage()).contains(new Usage(2_000, 100, OptionalLong.of(360), Duration.ZERO, false));
    }

    @Test
    void whereNobodyAnswered_nothingWasTaken() throws IOException {
        Provenance provenance = provenance(error(401, "no", Map.of()));

        assertThat(provenance.degraded()).isTrue();
        assertThat(provenance.usage()).isEmpty();
    }

    @Test
    void serverThatCountsNothing_hasNoCost() throws IOException {
        assertThat(provenance(completion(GOOD)).usage())
                .contains(new Usage(0, 0, OptionalLong.empty(), Duration.ZERO, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"many\"", "{}", "{\"prompt_tokens\": \"many\"}", "{\"prompt_tokens\": -5}", "null"})
    void serverThatCountsWrongly_stillAnswers(String usage) throws IOException {
        ModelServer.Reply good = completion(GOOD);
        String body = good.body().substring(0, good.body().length() - 1) + ",\"usage\":" + usage + "}";

        assertThat(provenance(raw(body)).usage()).contains(new Usage(0, 0, OptionalLong.empty(), Duration.ZERO, false));
    }

    @Test
    void latency_holdsTheWaitingToo() throws IOException {
        Provenance provenance = provenance(error(429, "busy", Map.of("Retry-After", "2")), completion(GOOD));

        assertThat(provenance.usage().orElseThrow().latency()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, 0.15, 0.60",
        "gpt-4o-mini-2024-07-18, 0.15, 0.60",
        "gpt-4o, 2.50, 10.00",
        "gpt-4.1-nano, 0.10, 0.40"
    })
    void knownModel_hasItsPrice(String model, BigDecimal prompt, BigDecimal answer) {
        assertThat(Price.known(OPENAI, model)).contains(new Price(prompt, answer));
    }

    @Test
    void otherModelsAndServers_haveNone() {
        assertThat(Price.known(OPENAI, "gpt-4o-mini-audio")).isEmpty();
        assertThat(Price.known(OPENAI, "gpt")).isEmpty();
        assertThat(Price.known(URI.create("http://localhost:11434/v1"), "gpt-4o-mini"))
                .isEmpty();
    }

    @Test
    void priceOfTheEnvironment_comesFirst() {
        assertThat(ModelSettings.fromEnvironment(Map.of("OPENAI_API_KEY", "k", "OPENAI_PRICE_PER_MILLION", " 1.5 , 2 "))
                        .flatMap(ModelSettings::price))
                .isEqualTo(Optional.of(new Price(new BigDecimal("1.5"), new BigDecimal("2"))));
    }

    @Test
    void cost_isRoundedToMillionths() {
        assertThat(TestAnalyzer.PRICE.of(3, 0)).isZero();
        assertThat(TestAnalyzer.PRICE.of(4, 0)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1,2,3", "a,b", "-1,2", ",", "1,"})
    void priceThatIsNone_isRefused(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> Price.parse(setting));
    }

    private Provenance provenance(ModelServer.Reply... replies) throws IOException {
        try (ModelServer server = new ModelServer(replies);
                ModelAnalyzer analyst =
                        TestAnalyzer.asking(server).with(time.execution()).make()) {
            return analyst.analyse(ticket("guid", "Плохо обслужили")).provenance();
        }
    }
}
