package kezek.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The result of classifying a ticket, with the confidence of each field.
///
/// @param priority 1 (can wait) to 10 (now)
/// @param language the language of the reply
/// @param detectedLanguage the language of the text as an ISO 639-1 code, or [#UNDETERMINED]. It can
///     differ from `language`: a text in Uzbek (`uz`) is answered in Russian
/// @param summary one or two sentences with a recommendation for the manager
/// @param doubts why the analysis needs a manual review; empty if it needs none
/// @param correction the manual correction; empty if the analysis was never corrected
public record Analysis(
        Category category,
        Sentiment sentiment,
        int priority,
        Language language,
        String detectedLanguage,
        String summary,
        Provenance provenance,
        Confidence confidence,
        Set<Doubt> doubts,
        Optional<Correction> correction) {

    /// The ISO 639 code for a text whose language cannot be determined, such as a text without words.
    public static final String UNDETERMINED = "und";

    public Analysis {
        if (priority < 1 || priority > 10) {
            throw new IllegalArgumentException("priority must lie between 1 and 10, but is " + priority);
        }
        doubts = Set.copyOf(doubts);
    }

    public boolean needsReview() {
        return !doubts.isEmpty();
    }

    /// Applies a manual correction. The corrected analysis has full confidence and no doubts. It keeps
    /// the original analysis, also across several corrections.
    ///
    /// @param by the user name in the access token, or empty
    /// @return the corrected analysis
    public Analysis corrected(
            Category category,
            Sentiment sentiment,
            int priority,
            Language language,
            String summary,
            String by,
            Instant at) {
        return new Analysis(
                category,
                sentiment,
                priority,
                language,
                detectedLanguage,
                summary,
                provenance,
                Confidence.CERTAIN,
                Set.of(),
                Optional.of(new Correction(by, at, original())));
    }

    /// @return the analysis before the first correction, or this analysis if it was never corrected
    public Analysis original() {
        return correction.map(Correction::original).orElse(this);
    }

    /// Omits the summary, because it repeats what the client wrote.
    @Override
    public String toString() {
        return "Analysis[" + category + ", " + priority + ", " + language + ", " + provenance.source() + "]";
    }
}
