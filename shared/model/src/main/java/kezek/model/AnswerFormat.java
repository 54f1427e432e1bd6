package kezek.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a model is asked to answer: one JSON object with a schema, read into a record.
///
/// The schema is sent along, so a server that enforces schemas cannot answer anything else. Answers of
/// other servers are checked when they are read: a missing or null field, a value outside an enum, a
/// number as text and text behind the object are all refused; unknown fields are ignored. Immutable.
///
/// @param name of the schema, such as `ticket_analysis`: letters, digits, `_` and `-`, at most 64
/// @param type a record that Jackson can read
/// @param properties the JSON schema of each field, by name, in the order in which the model writes them;
///     all are required
/// @param maxTokens of the answer
/// @param whenRefused what the model is told after a refusal
/// @param whenCutOff what the model is told after an answer that was longer than `maxTokens`
/// @param check finds what a schema cannot say, such as a text that is too long; empty if the answer is
///     good
public record AnswerFormat<A>(
        String name,
        Class<A> type,
        Map<String, Object> properties,
        int maxTokens,
        String whenRefused,
        String whenCutOff,
        Function<A, Optional<AnswerFlaw>> check) {

    /// The most tokens that an answer may have.
    public static final int DEFAULT_MAX_TOKENS = 800;

    public AnswerFormat {
        if (name.isBlank() || properties.isEmpty() || maxTokens < 1) {
            throw new IllegalArgumentException("a format needs a name, properties and room for an answer");
        }
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /// A format with [#DEFAULT_MAX_TOKENS] and corrections that fit any answer.
    public static <A> AnswerFormat<A> of(
            String name, Class<A> type, Map<String, Object> properties, Function<A, Optional<AnswerFlaw>> check) {
        return new AnswerFormat<>(
                name,
                type,
                properties,
                DEFAULT_MAX_TOKENS,
                "You refused, but only the JSON object was asked for.",
                "The answer was cut off because it was too long; write a shorter one.",
                check);
    }

    /// @param refused what the model is told after a refusal
    /// @param cutOff what the model is told after an answer that was cut off
    public AnswerFormat<A> withCorrections(String refused, String cutOff) {
        return new AnswerFormat<>(name, type, properties, maxTokens, refused, cutOff, check);
    }

    AnswerFlaw refused() {
        return new AnswerFlaw("REFUSED", whenRefused);
    }

    AnswerFlaw cutOff() {
        return new AnswerFlaw("CUT_OFF", whenCutOff);
    }
}
