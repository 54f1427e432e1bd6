package kezek.analysis;

import java.util.Optional;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// A valid answer of a model, as it is stored for the next identical text.
///
/// @param priority 1 to 10
/// @param summary not blank, with placeholders instead of personal data, so it tells nothing about the
///     client who asked first
/// @param probabilities of the tokens of each field; empty if the server does not report them
public record ModelAnswer(
        Category category,
        Sentiment sentiment,
        int priority,
        Language language,
        String summary,
        Optional<Confidence> probabilities) {

    public ModelAnswer {
        if (priority < 1 || priority > 10 || summary.isBlank()) {
            throw new IllegalArgumentException("an answer needs a priority from 1 to 10 and a summary");
        }
    }

    /// Without the summary, because it tells what the client wrote.
    @Override
    public String toString() {
        return "ModelAnswer[" + category + ", " + priority + ", " + language + "]";
    }
}
