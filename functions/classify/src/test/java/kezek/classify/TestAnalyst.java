package kezek.classify;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kezek.analysis.AnswerCache;
import kezek.analysis.BundledPrompts;
import kezek.analysis.Prompt;
import kezek.analysis.ReviewPolicy;
import kezek.domain.Address;
import kezek.domain.TicketContent;
import kezek.execution.Surroundings;

/// Makes analysts whose surroundings a test chooses.
record TestAnalyst(
        ModelSettings settings,
        Prompt prompt,
        AnswerCache cache,
        Pictures pictures,
        Tracing tracing,
        Surroundings surroundings) {

    static final Price PRICE = new Price(new BigDecimal("0.15"), new BigDecimal("0.60"));

    static TestAnalyst asking(ModelServer server) {
        return asking(server.address());
    }

    static TestAnalyst asking(URI address) {
        return new TestAnalyst(
                new ModelSettings(
                        address, "key", "test-model", Duration.ofSeconds(15), Optional.of(PRICE), false, false),
                BundledPrompts.of(Prompt.CLASSIFY),
                new FakeAnswers(),
                Pictures.NONE,
                Tracing.NONE,
                Surroundings.real());
    }

    TestAnalyst with(Surroundings others) {
        return new TestAnalyst(settings, prompt, cache, pictures, tracing, others);
    }

    TestAnalyst with(AnswerCache other) {
        return new TestAnalyst(settings, prompt, other, pictures, tracing, surroundings);
    }

    TestAnalyst with(Prompt other) {
        return new TestAnalyst(settings, other, cache, pictures, tracing, surroundings);
    }

    TestAnalyst tracedBy(Tracing other) {
        return new TestAnalyst(settings, prompt, cache, pictures, other, surroundings);
    }

    TestAnalyst seeing(Pictures others) {
        return new TestAnalyst(
                settings(true, settings.model(), settings.timeout(), settings.asksForProbabilities()),
                prompt,
                cache,
                others,
                tracing,
                surroundings);
    }

    TestAnalyst withModel(String model) {
        return with(settings(settings.seesPictures(), model, settings.timeout(), settings.asksForProbabilities()));
    }

    TestAnalyst withTimeout(Duration timeout) {
        return with(settings(settings.seesPictures(), settings.model(), timeout, settings.asksForProbabilities()));
    }

    TestAnalyst askingForProbabilities() {
        return with(settings(settings.seesPictures(), settings.model(), settings.timeout(), true));
    }

    private TestAnalyst with(ModelSettings other) {
        return new TestAnalyst(other, prompt, cache, pictures, tracing, surroundings);
    }

    private ModelSettings settings(boolean pictures, String model, Duration timeout, boolean probabilities) {
        return new ModelSettings(
                settings.baseUrl(), settings.apiKey(), model, timeout, settings.price(), probabilities, pictures);
    }

    ModelAnalyst make() {
        return new ModelAnalyst(
                settings,
                new ModelAnalyst.Parts(() -> prompt, cache, pictures, tracing),
                ReviewPolicy.standard(),
                surroundings);
    }

    static TicketContent ticket(String guid, String text) {
        return new TicketContent(guid, "", "", text, "", "Mass", Address.ofTown("Актау"));
    }
}
