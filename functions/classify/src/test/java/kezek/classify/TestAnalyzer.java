package kezek.classify;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kezek.analysis.AnswerCache;
import kezek.analysis.ReviewPolicy;
import kezek.analysis.RuleAnalyzer;
import kezek.domain.Address;
import kezek.domain.TicketContent;
import kezek.execution.ExecutionContext;
import kezek.model.LanguageModel;
import kezek.model.ModelSettings;
import kezek.model.TokenPrice;
import kezek.model.Tracing;
import kezek.prompts.BundledPrompts;
import kezek.prompts.Prompt;
import kezek.rules.RulesFile;
import kezek.testing.ModelServer;

/// Makes analyzers out of parts that a test chooses.
record TestAnalyzer(
        ModelSettings settings,
        Prompt prompt,
        AnswerCache cache,
        Pictures pictures,
        Tracing tracing,
        ExecutionContext execution) {

    private static final TokenPrice PRICE = new TokenPrice(new BigDecimal("0.15"), new BigDecimal("0.60"));

    static TestAnalyzer asking(ModelServer server) {
        return asking(server.address());
    }

    static TestAnalyzer asking(URI address) {
        return new TestAnalyzer(
                new ModelSettings(
                        address, "key", "test-model", Duration.ofSeconds(15), Optional.of(PRICE), false, false),
                BundledPrompts.of(Prompt.CLASSIFY),
                new FakeAnswers(),
                Pictures.NONE,
                Tracing.NONE,
                ExecutionContext.real());
    }

    TestAnalyzer with(ExecutionContext others) {
        return new TestAnalyzer(settings, prompt, cache, pictures, tracing, others);
    }

    TestAnalyzer with(AnswerCache other) {
        return new TestAnalyzer(settings, prompt, other, pictures, tracing, execution);
    }

    TestAnalyzer with(Prompt other) {
        return new TestAnalyzer(settings, other, cache, pictures, tracing, execution);
    }

    TestAnalyzer seeing(Pictures others) {
        return new TestAnalyzer(
                settings(true, settings.model(), settings.timeout(), settings.asksForProbabilities()),
                prompt,
                cache,
                others,
                tracing,
                execution);
    }

    TestAnalyzer withModel(String model) {
        return with(settings(settings.seesPictures(), model, settings.timeout(), settings.asksForProbabilities()));
    }

    TestAnalyzer withTimeout(Duration timeout) {
        return with(settings(settings.seesPictures(), settings.model(), timeout, settings.asksForProbabilities()));
    }

    TestAnalyzer askingForProbabilities() {
        return with(settings(settings.seesPictures(), settings.model(), settings.timeout(), true));
    }

    private TestAnalyzer with(ModelSettings other) {
        return new TestAnalyzer(other, prompt, cache, pictures, tracing, execution);
    }

    private ModelSettings settings(boolean pictures, String model, Duration timeout, boolean probabilities) {
        return new ModelSettings(
                settings.baseUrl(), settings.apiKey(), model, timeout, settings.price(), probabilities, pictures);
    }

    ModelAnalyzer make() {
        return new ModelAnalyzer(
                new LanguageModel(settings, tracing, execution),
                new ModelAnalyzer.Sources(() -> prompt, cache, pictures),
                new RuleAnalyzer(RulesFile.standardPriority()),
                ReviewPolicy.standard());
    }

    /// Sends one request. The first one of a process loads many classes, which on a busy machine takes longer than a
    /// short deadline.
    static void loadTheClient() throws IOException {
        try (ModelServer server = new ModelServer(ModelServer.completion("{}"));
                ModelAnalyzer analyzer = asking(server).make()) {
            analyzer.analyse(ticket("guid", "Жалоба"));
        }
    }

    static TicketContent ticket(String guid, String text) {
        return new TicketContent(guid, "", "", text, "", "Mass", Address.ofTown("Актау"));
    }
}
