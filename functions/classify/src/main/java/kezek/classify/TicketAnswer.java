package kezek.classify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import kezek.analysis.ModelAnswer;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.model.AnswerFlaw;
import kezek.model.AnswerFormat;
import kezek.model.TokenProbabilities;

/// What the model fills in about a ticket.
///
/// @param priority 1 to 10
/// @param summary what the client wants, then a recommendation for the manager; with placeholders
public record TicketAnswer(Topic category, Tone sentiment, int priority, Language language, String summary) {

    /// The schema with the Russian labels, and what it cannot say: the range of the priority, and a
    /// summary that is neither empty nor longer than [#LONGEST_SUMMARY].
    static final AnswerFormat<TicketAnswer> FORMAT = AnswerFormat.of(
                    "ticket_analysis", TicketAnswer.class, properties(), TicketAnswer::flaw)
            .withCorrections(
                    "You refused, but this is only a classification.",
                    "The answer was cut off because it was too long; write a shorter summary.");

    /// In characters. Twice what the prompt allows: a chatty summary is no reason to ask again, a runaway
    /// one is.
    static final int LONGEST_SUMMARY = 1200;

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("category", oneOf(Arrays.stream(Category.values()).map(Category::label)));
        properties.put("sentiment", oneOf(Arrays.stream(Sentiment.values()).map(Sentiment::label)));
        properties.put("priority", Map.of("type", "integer", "description", "1 (can wait) to 10 (now)"));
        properties.put("language", oneOf(Arrays.stream(Language.values()).map(Language::name)));
        properties.put("summary", Map.of("type", "string"));
        return properties;
    }

    private static Map<String, Object> oneOf(Stream<String> values) {
        return Map.of("type", "string", "enum", values.toList());
    }

    private Optional<AnswerFlaw> flaw() {
        if (priority < 1 || priority > 10) {
            return Optional.of(
                    new AnswerFlaw("PRIORITY_OUT_OF_RANGE", "\"priority\" must be an integer from 1 to 10."));
        }
        if (summary.isBlank()) {
            return Optional.of(new AnswerFlaw("SUMMARY_EMPTY", "\"summary\" must not be empty."));
        }
        return summary.length() > LONGEST_SUMMARY
                ? Optional.of(new AnswerFlaw("SUMMARY_TOO_LONG", "\"summary\" must not be longer than 600 characters."))
                : Optional.empty();
    }

    /// @param probabilities as the server reports them; used only if it reports those of all fields
    ModelAnswer toModelAnswer(Optional<TokenProbabilities> probabilities) {
        return new ModelAnswer(
                category.category(),
                sentiment.sentiment(),
                priority,
                language,
                summary.strip(),
                probabilities.flatMap(TicketAnswer::confidence));
    }

    private static Optional<Confidence> confidence(TokenProbabilities tokens) {
        OptionalDouble category = tokens.ofString("category");
        OptionalDouble sentiment = tokens.ofString("sentiment");
        OptionalDouble priority = tokens.ofInteger("priority");
        OptionalDouble language = tokens.ofString("language");
        boolean isWhole = category.isPresent() && sentiment.isPresent() && priority.isPresent() && language.isPresent();
        return isWhole
                ? Optional.of(new Confidence(
                        category.getAsDouble(),
                        sentiment.getAsDouble(),
                        priority.getAsDouble(),
                        language.getAsDouble()))
                : Optional.empty();
    }

    /// The categories by their labels. The domain has no JSON.
    enum Topic {
        @JsonProperty("Жалоба")
        COMPLAINT,
        @JsonProperty("Смена данных")
        DATA_CHANGE,
        @JsonProperty("Консультация")
        CONSULTATION,
        @JsonProperty("Претензия")
        CLAIM,
        @JsonProperty("Неработоспособность приложения")
        APP_FAILURE,
        @JsonProperty("Мошеннические действия")
        FRAUD,
        @JsonProperty("Спам")
        SPAM;

        Category category() {
            return Category.valueOf(name());
        }
    }

    /// The sentiments by their labels.
    enum Tone {
        @JsonProperty("Позитивный")
        POSITIVE,
        @JsonProperty("Нейтральный")
        NEUTRAL,
        @JsonProperty("Негативный")
        NEGATIVE;

        Sentiment sentiment() {
            return Sentiment.valueOf(name());
        }
    }
}
