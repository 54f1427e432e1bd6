package kezek.reports;

import java.util.Optional;
import java.util.Set;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Place;
import kezek.domain.Status;
import kezek.domain.Usage;

/// The fields of a ticket that a quality report needs: where it comes from, and how well it was
/// understood. It contains no text by the client.
///
/// @param row of its file, or 0 without a file
/// @param place empty before geocoding
/// @param reading empty before the analysis
public record ReviewedTicket(String id, Status status, int row, Optional<Place> place, Optional<Reading> reading) {

    /// How an analysis was made, and how a person judged it.
    ///
    /// @param language as it is now
    /// @param priority as it is now
    /// @param degraded whether the rules had to answer although a model is configured
    /// @param confidence before a person reviewed it
    /// @param marks why a person was to review it, when it was new
    /// @param doubts why a person is still to review it
    /// @param usage tokens and cost of the model; empty if none was asked
    /// @param verdict empty until a person has reviewed it
    public record Reading(
            AnalysisSource source,
            boolean degraded,
            Language language,
            int priority,
            Confidence confidence,
            Set<Doubt> marks,
            Set<Doubt> doubts,
            Optional<Usage> usage,
            Optional<Agreement> verdict) {

        public Reading {
            marks = Set.copyOf(marks);
            doubts = Set.copyOf(doubts);
        }

        /// @return how an analysis came about
        static Reading of(Analysis analysis) {
            Analysis original = analysis.original();
            return new Reading(
                    original.provenance().source(),
                    original.provenance().degraded(),
                    analysis.language(),
                    analysis.priority(),
                    original.confidence(),
                    original.doubts(),
                    analysis.doubts(),
                    original.provenance().usage(),
                    analysis.correction().map(_ -> Agreement.between(original, analysis)));
        }
    }

    /// Which fields a person left as the analysis had them.
    public record Agreement(boolean category, boolean sentiment, boolean priority, boolean language, boolean summary) {

        static Agreement between(Analysis original, Analysis corrected) {
            return new Agreement(
                    original.category() == corrected.category(),
                    original.sentiment() == corrected.sentiment(),
                    original.priority() == corrected.priority(),
                    original.language() == corrected.language(),
                    original.summary().equals(corrected.summary()));
        }

        /// @return whether the person changed nothing
        public boolean isWhole() {
            return category && sentiment && priority && language && summary;
        }
    }
}
