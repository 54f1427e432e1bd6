package kezek.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.openai.models.chat.completions.ChatCompletion;
import java.util.Optional;
import kezek.model.ModelReply.Unusable;
import kezek.model.ModelReply.Usable;

/// Reads answers strictly: a server may ignore the schema, cut the answer off, or answer with prose.
final class AnswerReader<A> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private final AnswerFormat<A> format;

    AnswerReader(AnswerFormat<A> format) {
        this.format = format;
    }

    ModelReply<A> read(ChatCompletion completion) {
        if (completion.choices().isEmpty()) {
            return new Unusable<>(AnswerFlaw.NO_ANSWER, "");
        }
        ChatCompletion.Choice choice = completion.choices().getFirst();
        String content = choice.message().content().orElse("");
        if (choice.message().refusal().filter(refusal -> !refusal.isBlank()).isPresent()) {
            return new Unusable<>(format.refused(), content);
        }
        return isCutOff(choice) ? new Unusable<>(format.cutOff(), content) : read(choice, content);
    }

    private static boolean isCutOff(ChatCompletion.Choice choice) {
        return !choice._finishReason().isMissing()
                && !choice._finishReason().isNull()
                && choice.finishReason().equals(ChatCompletion.Choice.FinishReason.LENGTH);
    }

    private ModelReply<A> read(ChatCompletion.Choice choice, String content) {
        if (content.isBlank()) {
            return new Unusable<>(AnswerFlaw.NO_ANSWER, "");
        }
        Optional<A> parsed = parsed(content);
        if (parsed.isEmpty()) {
            return new Unusable<>(AnswerFlaw.NOT_AS_ASKED, content);
        }
        A answer = parsed.get();
        return format.check()
                .apply(answer)
                .<ModelReply<A>>map(flaw -> new Unusable<>(flaw, content))
                .orElseGet(() -> new Usable<>(answer, TokenProbabilities.of(choice)));
    }

    /// @return empty if it is not what was asked; the JSON literal `null` is read as no object at all
    private Optional<A> parsed(String content) {
        try {
            return Optional.ofNullable(JSON.readValue(content, format.type()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
