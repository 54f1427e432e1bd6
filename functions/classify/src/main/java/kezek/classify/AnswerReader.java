package kezek.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.openai.models.chat.completions.ChatCompletion;
import java.util.Optional;
import kezek.classify.ModelReply.Flaw;
import kezek.classify.ModelReply.Unusable;
import kezek.classify.ModelReply.Usable;
import kezek.domain.Confidence;

/// Checks an answer strictly: a server may ignore the schema, be cut off, or answer with prose.
final class AnswerReader {

    /// Twice what the prompt allows: a chatty summary is no reason to ask again, a runaway one is.
    private static final int LONGEST_SUMMARY = 1200;

    private final JsonMapper json = JsonMapper.builder()
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

    ModelReply read(ChatCompletion completion) {
        if (completion.choices().isEmpty()) {
            return new Unusable(Flaw.NO_ANSWER, "");
        }
        ChatCompletion.Choice choice = completion.choices().getFirst();
        String content = choice.message().content().orElse("");
        if (choice.message().refusal().filter(refusal -> !refusal.isBlank()).isPresent()) {
            return new Unusable(Flaw.REFUSED, content);
        }
        boolean cutOff = !choice._finishReason().isMissing()
                && !choice._finishReason().isNull()
                && choice.finishReason().equals(ChatCompletion.Choice.FinishReason.LENGTH);
        return cutOff
                ? new Unusable(Flaw.CUT_OFF, content)
                : switch (read(content)) {
                    case Usable(Answer answer, Optional<Confidence> _) ->
                        new Usable(answer, TokenProbabilities.of(choice));
                    case Unusable unusable -> unusable;
                };
    }

    ModelReply read(String content) {
        if (content.isBlank()) {
            return new Unusable(Flaw.NO_ANSWER, "");
        }
        try {
            // The JSON literal `null` is read as no object at all.
            Optional<Answer> answer = Optional.ofNullable(json.readValue(content, Answer.class));
            return answer.map(given -> checked(given, content)).orElse(new Unusable(Flaw.NOT_AS_ASKED, content));
        } catch (JsonProcessingException e) {
            return new Unusable(Flaw.NOT_AS_ASKED, content);
        }
    }

    private static ModelReply checked(Answer answer, String content) {
        if (answer.priority() < 1 || answer.priority() > 10) {
            return new Unusable(Flaw.PRIORITY_OUT_OF_RANGE, content);
        }
        if (answer.summary().isBlank()) {
            return new Unusable(Flaw.SUMMARY_EMPTY, content);
        }
        return answer.summary().length() > LONGEST_SUMMARY
                ? new Unusable(Flaw.SUMMARY_TOO_LONG, content)
                : new Usable(answer, Optional.empty());
    }
}
