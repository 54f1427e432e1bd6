package kezek.classify;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kezek.analysis.ModelAnswer;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// What the model fills in. [#schema] is sent along, so that a server which keeps to schemas cannot
/// choose a value outside the enums; from one that does not keep to them, it is refused when read.
///
/// @param priority 1 to 10
/// @param summary what the client wants, then a recommendation for the manager
public record Answer(Topic category, Tone sentiment, int priority, Language language, String summary) {

    /// The JSON schema of this record. The library can derive one, but names enum constants where the
    /// answer has to have the Russian labels.
    static ResponseFormatJsonSchema schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("category", oneOf(Arrays.stream(Category.values()).map(Category::label)));
        properties.put("sentiment", oneOf(Arrays.stream(Sentiment.values()).map(Sentiment::label)));
        properties.put("priority", Map.of("type", "integer", "description", "1 (can wait) to 10 (now)"));
        properties.put("language", oneOf(Arrays.stream(Language.values()).map(Language::name)));
        properties.put("summary", Map.of("type", "string"));
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("ticket_analysis")
                        .strict(true)
                        .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties", JsonValue.from(properties))
                                .putAdditionalProperty("required", JsonValue.from(List.copyOf(properties.keySet())))
                                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                                .build())
                        .build())
                .build();
    }

    ModelAnswer toModelAnswer(Optional<Confidence> probabilities) {
        return new ModelAnswer(
                category.category(), sentiment.sentiment(), priority, language, summary.strip(), probabilities);
    }

    private static Map<String, Object> oneOf(Stream<String> values) {
        return Map.of("type", "string", "enum", values.toList());
    }

    /// The categories by their labels; the domain knows no JSON.
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
