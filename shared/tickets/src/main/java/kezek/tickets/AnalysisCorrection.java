package kezek.tickets;

import java.time.Instant;
import java.util.Optional;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// What a person says about an analysis. An empty field confirms what the analysis says, so a correction
/// with only empty fields confirms all of it.
///
/// @param priority 1 (can wait) to 10 (now)
public record AnalysisCorrection(
        Optional<Category> category,
        Optional<Sentiment> sentiment,
        Optional<Integer> priority,
        Optional<Language> language,
        Optional<String> summary) {

    /// @param by the person, as the token says; empty without a token
    Analysis appliedTo(Analysis found, String by, Instant at) {
        return found.corrected(
                category.orElse(found.category()),
                sentiment.orElse(found.sentiment()),
                priority.orElse(found.priority()),
                language.orElse(found.language()),
                summary.orElse(found.summary()),
                by,
                at);
    }

    /// Without the summary: it says what the client wrote.
    @Override
    public String toString() {
        return "AnalysisCorrection[" + category + ", " + sentiment + ", " + priority + ", " + language + "]";
    }
}
