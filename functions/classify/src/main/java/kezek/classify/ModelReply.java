package kezek.classify;

import java.util.Optional;
import kezek.domain.Confidence;

/// Whether the model's answer can be used.
sealed interface ModelReply {

    /// @param probabilities of the tokens of each field; empty when the server does not tell them
    record Usable(Answer answer, Optional<Confidence> probabilities) implements ModelReply {}

    /// @param flaw what is wrong with it
    /// @param content the answer as it came, possibly empty; never logged, it may repeat the client's words
    record Unusable(Flaw flaw, String content) implements ModelReply {}

    /// What can be wrong with an answer, in words that are told to the model when it is asked to repair it.
    enum Flaw {
        NO_ANSWER("There was no answer."),
        REFUSED("You refused, but this is only a classification."),
        CUT_OFF("The answer was cut off because it was too long; write a shorter summary."),
        NOT_AS_ASKED("The answer was not one JSON object with the fields and the allowed values that were asked for."),
        PRIORITY_OUT_OF_RANGE("\"priority\" must be an integer from 1 to 10."),
        SUMMARY_EMPTY("\"summary\" must not be empty."),
        SUMMARY_TOO_LONG("\"summary\" must not be longer than 600 characters.");

        private final String toTheModel;

        Flaw(String toTheModel) {
            this.toTheModel = toTheModel;
        }

        String toTheModel() {
            return toTheModel;
        }
    }
}
