package kezek.model;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kezek.execution.ExecutionContext;
import kezek.prompts.Prompt;
import kezek.testing.ModelServer;

/// A conversation of a small format with a model at a server of the test.
///
/// @param model closed with it
record TestModel(LanguageModel model, Conversation<Opinion> conversation) implements AutoCloseable {

    static final TokenPrice PRICE = new TokenPrice(new BigDecimal("0.15"), new BigDecimal("0.60"));

    /// A usable answer.
    static final String GOOD = "{\"topic\": \"service\", \"stars\": 4, \"reason\": \"Вежливы.\"}";

    private static final Prompt PROMPT = new Prompt("review", 3, "Rate the text.");

    /// @param stars 1 to 5
    record Opinion(String topic, int stars, String reason) {}

    private static final AnswerFormat<Opinion> FORMAT = AnswerFormat.of(
            "opinion",
            Opinion.class,
            properties(),
            opinion -> opinion.stars() >= 1 && opinion.stars() <= 5
                    ? Optional.empty()
                    : Optional.of(new AnswerFlaw("STARS_OUT_OF_RANGE", "\"stars\" must be 1 to 5.")));

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("topic", Map.of("type", "string"));
        properties.put("stars", Map.of("type", "integer"));
        properties.put("reason", Map.of("type", "string"));
        return properties;
    }

    static TestModel at(ModelServer server, ExecutionContext execution) {
        return at(server.address(), Duration.ofSeconds(15), Tracing.NONE, execution);
    }

    static TestModel at(URI address, Duration timeout, Tracing tracing, ExecutionContext execution) {
        ModelSettings settings =
                new ModelSettings(address, "key", "test-model", timeout, Optional.of(PRICE), true, false);
        LanguageModel model = new LanguageModel(settings, tracing, execution);
        return new TestModel(model, model.conversation(FORMAT));
    }

    /// @return a request about a text
    ModelRequest request(String text) {
        return ModelRequest.of("ticket-1", PROMPT, text, model.startDeadline(), model.startMeter());
    }

    ModelOutcome<Opinion> ask(String text) {
        return conversation.ask(request(text));
    }

    @Override
    public void close() {
        model.close();
    }
}
