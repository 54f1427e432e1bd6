package kezek.analysis;

import java.util.Optional;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// A model's answer that was checked, as it is kept for the next identical text.
///
/// @param summary with placeholders in the place of personal data, so that it says nothing of whoever
///     asked first
/// @param probabilities of the tokens of each field; empty when the server does not tell them
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

    /// Without the summary: it tells what the client wrote.
    @Override
    public String toString() {
        return "ModelAnswer[" + category + ", " + priority + ", " + language + "]";
    }
}
