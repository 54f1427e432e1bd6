package kezek.classify;

import static kezek.classify.TestAnalyzer.ticket;
import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.testing.ModelServer.probable;
import static kezek.testing.ModelServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import kezek.analysis.ModelAnswer;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.testing.ModelServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAnalyzerConfidenceTest {

    private static final String FRAUD_TEXT = "Мошенники взломали мой счёт и украли деньги!";
    private static final String FRAUD = answer("Мошеннические действия", "Негативный", 9);
    private static final String PRAISE = answer("Консультация", "Позитивный", 2);

    private final FakeAnswers answers = new FakeAnswers();

    @Test
    void answerThatTheRulesShare_isSurerThanOneThatTheyContradict() throws IOException {
        Analysis shared = analysis(completion(FRAUD));
        Analysis contradicted = analysis(completion(PRAISE));

        assertThat(shared.category()).isEqualTo(Category.FRAUD);
        assertThat(shared.confidence().category()).isGreaterThan(0.8);
        assertThat(shared.doubts()).isEmpty();
        assertThat(contradicted.category()).isEqualTo(Category.CONSULTATION);
        assertThat(contradicted.confidence().category()).isLessThan(0.5);
        assertThat(contradicted.doubts()).contains(Doubt.CATEGORY_UNSURE, Doubt.SENTIMENT_UNSURE);
    }

    @Test
    void probabilitiesOfTheTokens_areReadFieldByField() throws IOException {
        analysis(probable(0.999, "Мошеннические", 0.4, completion(FRAUD)));

        Confidence probabilities = onlyAnswer().probabilities().orElseThrow();
        assertThat(probabilities.category()).isCloseTo(0.4 * Math.pow(0.999, 21), within(1e-9));
        assertThat(probabilities.sentiment()).isCloseTo(Math.pow(0.999, 10), within(1e-9));
        assertThat(probabilities.priority()).isCloseTo(0.999, within(1e-9));
        assertThat(probabilities.language()).isCloseTo(Math.pow(0.999, 2), within(1e-9));
    }

    @Test
    void modelThatHesitated_isLessSure() throws IOException {
        double hesitant = analysis(probable(0.999, "Консультация", 0.3, completion(PRAISE)))
                .confidence()
                .category();
        answers.kept().clear();
        double firm = analysis(probable(0.999, "Консультация", 0.999, completion(PRAISE)))
                .confidence()
                .category();

        assertThat(hesitant).isLessThanOrEqualTo(firm);
        assertThat(onlyAnswer().probabilities().orElseThrow().category()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"content\": null}",
                "{\"content\": []}",
                "\"none\"",
                "{\"content\": [{\"token\": \"x\"}]}",
                "{\"content\": [{\"token\": \"x\", \"logprob\": -0.1, \"bytes\": null, \"top_logprobs\": []}]}"
            })
    void probabilitiesThatCannotBeRead_areNone_andTheAnswerIsUsed(String logprobs) throws IOException {
        String body = completion(FRAUD).body().replace("\"index\":0", "\"index\":0,\"logprobs\":" + logprobs);

        assertThat(body).contains("logprobs");
        assertThat(analysis(raw(body)).provenance().source()).isEqualTo(AnalysisSource.MODEL);
        assertThat(onlyAnswer().probabilities()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void serverThatRefusesProbabilities_isAskedWithoutThem_andTheyAreNotAskedForAgain(int status) throws IOException {
        try (ModelServer server = new ModelServer(error(status, "unknown_parameter", Map.of()), completion(FRAUD));
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).askingForProbabilities().make()) {
            assertThat(analyzer.analyse(ticket("guid", FRAUD_TEXT)).provenance().source())
                    .isEqualTo(AnalysisSource.MODEL);
            analyzer.analyse(ticket("guid", "Другое"));

            assertThat(server.requests())
                    .extracting(request -> request.has("logprobs"))
                    .containsExactly(true, false, false);
        }
    }

    @Test
    void modelThatRefusesTemperatureAndProbabilities_isAskedWithoutBoth() throws IOException {
        ModelServer.Reply noTemperature = new ModelServer.Reply(
                400,
                Map.of(),
                "{\"error\":{\"message\":\"Unsupported value: 'temperature' does not support 0\",\"param\":\"temperature\"}}",
                false);
        ModelServer.Reply noProbabilities = new ModelServer.Reply(
                403,
                Map.of(),
                "{\"error\":{\"message\":\"You are not allowed to request logprobs from this model\"}}",
                false);
        try (ModelServer server = new ModelServer(noTemperature, noProbabilities, completion(FRAUD));
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).askingForProbabilities().make()) {
            assertThat(analyzer.analyse(ticket("guid", FRAUD_TEXT)).provenance().source())
                    .isEqualTo(AnalysisSource.MODEL);

            JsonNode last = server.requests().getLast();
            assertThat(server.requests()).hasSize(3);
            assertThat(last.has("temperature")).isFalse();
            assertThat(last.has("logprobs")).isFalse();
        }
    }

    @Test
    void refusalForAnotherReason_isTriedOnceWithoutThem_andTeachesNothing() throws IOException {
        try (ModelServer server = new ModelServer(error(400, "content_filter", Map.of()));
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).askingForProbabilities().make()) {
            assertThat(analyzer.analyse(ticket("guid", FRAUD_TEXT)).provenance().degraded())
                    .isTrue();
            analyzer.analyse(ticket("guid", "Другое"));

            assertThat(server.requests())
                    .extracting(request -> request.has("logprobs"))
                    .containsExactly(true, false, true, false);
        }
    }

    private Analysis analysis(ModelServer.Reply reply) throws IOException {
        answers.kept().clear();
        try (ModelServer server = new ModelServer(reply);
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).with(answers).make()) {
            return analyzer.analyse(ticket("guid", FRAUD_TEXT));
        }
    }

    private ModelAnswer onlyAnswer() {
        assertThat(answers.kept()).hasSize(1);
        return answers.kept().values().iterator().next();
    }

    private static String answer(String category, String sentiment, int priority) {
        return "{\"category\": \"" + category + "\", \"sentiment\": \"" + sentiment + "\", \"priority\": " + priority
                + ", \"language\": \"RU\", \"summary\": \"Сказано \\\"category\\\": \\\"Спам\\\".\"}";
    }
}
