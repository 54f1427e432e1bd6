package kezek.testing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Language;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;

/// Creates analyses for tests of routing and planning.
public final class Analyses {

    private Analyses() {}

    /// Creates an analysis by rules without doubts.
    public static Analysis byRules(Category category, int priority, Language language) {
        return byRules(category, priority, language, "Ответить.");
    }

    public static Analysis byRules(Category category, int priority, Language language, String summary) {
        return new Analysis(
                category,
                Sentiment.NEUTRAL,
                priority,
                language,
                "ru",
                summary,
                Provenance.ofRules(false, List.of()),
                Confidence.CERTAIN,
                Set.of(),
                Optional.empty());
    }
}
