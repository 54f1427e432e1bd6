package kezek.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What a ticket says, and how sure that is.
///
/// @param priority 1 (can wait) to 10 (now)
/// @param language the language it is answered in
/// @param detectedLanguage the language it is written in, as an ISO 639-1 code, or [#UNDETERMINED]; a text
///     in Uzbek (`uz`) is answered in Russian
/// @param summary one or two sentences with a recommendation for the manager
/// @param doubts why a person should look at it; empty when nobody needs to
/// @param correction what a person put right; empty when nobody did
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

    /// The ISO 639 code for a text whose language cannot be told, such as one without words.
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

    /// What a person said is not in doubt. The original of the first correction is kept: that is what the
    /// machine said.
    ///
    /// @param by who, as the token says, or empty
    /// @return the same, with what a person said instead
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

    /// @return the analysis before anybody corrected it
    public Analysis original() {
        return correction.map(Correction::original).orElse(this);
    }

    /// Without the summary: it tells what the client wrote.
    @Override
    public String toString() {
        return "Analysis[" + category + ", " + priority + ", " + language + ", " + provenance.source() + "]";
    }
}
