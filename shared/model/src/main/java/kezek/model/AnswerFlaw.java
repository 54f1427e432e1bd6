package kezek.model;

/// What is wrong with an answer of a model.
///
/// @param code for logs and traces, such as `NOT_AS_ASKED`
/// @param correction one or two sentences that tell the model what to do better; part of the repair
///     request
public record AnswerFlaw(String code, String correction) {

    static final AnswerFlaw NO_ANSWER = new AnswerFlaw("NO_ANSWER", "There was no answer.");

    static final AnswerFlaw NOT_AS_ASKED = new AnswerFlaw(
            "NOT_AS_ASKED",
            "The answer was not one JSON object with the fields and the allowed values that were asked for.");

    public AnswerFlaw {
        if (code.isBlank() || correction.isBlank()) {
            throw new IllegalArgumentException("a flaw needs a code and a correction");
        }
    }
}
