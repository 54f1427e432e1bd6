package kezek.model;

import static kezek.model.TestModel.GOOD;
import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.testing.ModelServer.probable;
import static kezek.testing.ModelServer.raw;
import static kezek.testing.ModelServer.refusal;
import static kezek.testing.ModelServer.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.model.ModelOutcome.Answered;
import kezek.model.ModelOutcome.Unavailable;
import kezek.model.ModelOutcome.Unusable;
import kezek.model.TestModel.Opinion;
import kezek.testing.FakeTime;
import kezek.testing.ModelServer;
import kezek.testing.ModelServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

    private final FakeTime time = new FakeTime();

    @Test
    void request_carriesPromptDataAndTheWholeSchema() throws IOException {
        try (ModelServer server = new ModelServer(completion(GOOD));
                TestModel model = TestModel.at(server, time.execution())) {
            Answered<Opinion> answered = (Answered<Opinion>) model.ask("Ваш текст");
            assertThat(answered.answer()).isEqualTo(new Opinion("service", 4, "Вежливы."));

            JsonNode request = server.requests().getFirst();
            assertThat(request.at("/messages/0/content").asText()).isEqualTo("Rate the text.");
            assertThat(request.at("/messages/1/content").asText()).isEqualTo("Ваш текст");
            assertThat(request.path("model").asText()).isEqualTo("test-model");
            assertThat(request.path("temperature").asDouble(-1)).isZero();
            assertThat(request.path("max_completion_tokens").asInt()).isEqualTo(AnswerFormat.DEFAULT_MAX_TOKENS);
            JsonNode schema = request.at("/response_format/json_schema");
            assertThat(schema.path("name").asText()).isEqualTo("opinion");
            assertThat(schema.path("strict").asBoolean()).isTrue();
            assertThat(schema.at("/schema/properties").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("topic", "stars", "reason");
            assertThat(schema.at("/schema/required")).hasSize(3);
            assertThat(schema.at("/schema/additionalProperties").asBoolean(true))
                    .isFalse();
            assertThat(request.toString()).doesNotContain("ticket-1");
        }
    }

    static Stream<Arguments> flawedReplies() {
        return Stream.of(
                Arguments.of(completion("четыре звезды"), "NOT_AS_ASKED", "one JSON object"),
                Arguments.of(completion("null"), "NOT_AS_ASKED", "one JSON object"),
                Arguments.of(completion(GOOD + " Done."), "NOT_AS_ASKED", "one JSON object"),
                Arguments.of(completion(GOOD.replace("4", "\"4\"")), "NOT_AS_ASKED", "one JSON object"),
                Arguments.of(completion(GOOD.replace("4", "6")), "STARS_OUT_OF_RANGE", "must be 1 to 5"),
                Arguments.of(completion(GOOD, "length"), "CUT_OFF", "cut off"),
                Arguments.of(completion(" "), "NO_ANSWER", "no answer"),
                Arguments.of(refusal("I cannot"), "REFUSED", "You refused"),
                Arguments.of(raw("<html>proxy</html>"), "NO_ANSWER", "no answer"),
                Arguments.of(raw("{\"choices\": []}"), "NO_ANSWER", "no answer"));
    }

    @ParameterizedTest
    @MethodSource("flawedReplies")
    void flawedAnswer_isCorrectedOnce(Reply flawed, String code, String correction) throws IOException {
        try (ModelServer server = new ModelServer(flawed, completion(GOOD));
                TestModel model = TestModel.at(server, ExecutionContext.real())) {
            assertThat(model.ask("text")).as(code).isInstanceOf(Answered.class);
            assertThat(server.requests()).hasSize(2);
            JsonNode messages = server.requests().get(1).path("messages");
            assertThat(messages.get(messages.size() - 1).path("content").asText())
                    .contains(correction, "JSON object only");
        }
    }

    @ParameterizedTest
    @MethodSource("flawedReplies")
    void flawedTwice_isUnusable(Reply flawed, String code) throws IOException {
        try (ModelServer server = new ModelServer(flawed);
                TestModel model = TestModel.at(server, ExecutionContext.real())) {
            assertThat(model.ask("text")).isEqualTo(new Unusable<>(code));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void errorThatARetryDoesNotFix_isUnusable(int status) throws IOException {
        try (ModelServer server = new ModelServer(error(status, "no", Map.of()));
                TestModel model = TestModel.at(server, time.execution())) {
            assertThat(model.ask("text")).isEqualTo(new Unusable<>("the server answered " + status));
        }
    }

    @Test
    void modelThatIsDown_isUnavailable_andAfterAMinuteForLong() throws IOException {
        try (ModelServer server = new ModelServer(error(503, "down", Map.of()));
                TestModel model = TestModel.at(server, time.execution())) {
            for (int i = 0; i < 20; i++) {
                assertUnavailable(model.ask("text"), LanguageModel.UNREACHABLE, false);
            }
            assertThat(server.requests()).hasSize(CircuitBreaker.FAILURES);

            time.pass(CircuitBreaker.PATIENCE);
            model.ask("the probe");
            assertUnavailable(model.ask("text"), LanguageModel.UNREACHABLE, true);
            assertThat(server.requests()).hasSize(CircuitBreaker.FAILURES + 1);
        }
    }

    @Test
    void busyModel_isNotAskedBeforeTheTimeThatItNamed() throws IOException {
        try (ModelServer server = new ModelServer(error(429, "busy", Map.of("Retry-After", "30")), completion(GOOD));
                TestModel model = TestModel.at(server, time.execution())) {
            assertUnavailable(model.ask("text"), LanguageModel.BUSY, false);
            assertUnavailable(model.ask("text"), LanguageModel.BUSY, false);
            assertThat(server.requests()).hasSize(1);

            time.pass(Duration.ofSeconds(30));
            assertThat(model.ask("text")).isInstanceOf(Answered.class);
        }
    }

    @Test
    void silentServer_isGivenUpAtTheDeadline() throws IOException, InterruptedException {
        loadTheClient();
        try (ModelServer server = new ModelServer(silence());
                TestModel model =
                        TestModel.at(server.address(), Duration.ofSeconds(1), Tracing.NONE, ExecutionContext.real())) {
            assertUnavailable(model.ask("text"), LanguageModel.UNREACHABLE, false);
            assertThat(server.awaitRequests(1)).hasSize(1);
        }
    }

    /// The first request of a process loads many classes, which on a busy machine takes longer than a short deadline.
    private static void loadTheClient() throws IOException {
        try (ModelServer server = new ModelServer(completion(GOOD));
                TestModel model = TestModel.at(server, ExecutionContext.real())) {
            assertThat(model.ask("text")).isInstanceOf(Answered.class);
        }
    }

    @Test
    void probabilities_areThoseOfTheTokensOfAField() throws IOException {
        try (ModelServer server = new ModelServer(probable(0.9, "4", 0.5, completion(GOOD)));
                TestModel model = TestModel.at(server, time.execution())) {
            TokenProbabilities probabilities =
                    ((Answered<Opinion>) model.ask("text")).probabilities().orElseThrow();

            assertThat(probabilities.ofInteger("stars").orElseThrow()).isCloseTo(0.5, within(1e-9));
            assertThat(probabilities.ofString("topic").orElseThrow()).isCloseTo(Math.pow(0.9, 7), within(1e-9));
            assertThat(probabilities.ofString("reason").orElseThrow()).isCloseTo(Math.pow(0.9, 8), within(1e-9));
            assertThat(probabilities.ofString("stars")).isEmpty();
            assertThat(probabilities.ofString("none")).isEmpty();
        }
    }

    @Test
    void eachCall_isTraced_theRepairToo() throws IOException {
        List<ModelCall> calls = new ArrayList<>();
        try (ModelServer server = new ModelServer(completion("Нет"), completion(GOOD));
                TestModel model =
                        TestModel.at(server.address(), Duration.ofSeconds(15), calls::add, time.execution())) {
            model.ask("text");

            assertThat(calls).extracting(ModelCall::isRepair).containsExactly(false, true);
            assertThat(calls.getFirst())
                    .returns("ticket-1", ModelCall::ticketId)
                    .returns("review", ModelCall::promptName)
                    .returns("review/3", ModelCall::promptId)
                    .satisfies(call -> assertThat(call.problem()).contains("NOT_AS_ASKED"));
            assertThat(calls.getLast().problem()).isEmpty();
        }
    }

    private static void assertUnavailable(ModelOutcome<Opinion> outcome, String code, boolean isForLong) {
        assertThat(outcome).isInstanceOf(Unavailable.class);
        Unavailable<Opinion> unavailable = (Unavailable<Opinion>) outcome;
        assertThat(unavailable.failure()).returns(code, TransientFailure::code);
        assertThat(unavailable.isForLong()).isEqualTo(isForLong);
    }
}
