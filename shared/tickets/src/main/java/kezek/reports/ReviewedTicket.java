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

/// A ticket as a report on quality needs it: where it was found to be, and how well it was understood;
/// nothing that the client said.
///
/// @param row of its file, or 0
/// @param place empty before it was geocoded
/// @param reading empty before it was analysed
public record ReviewedTicket(String id, Status status, int row, Optional<Place> place, Optional<Reading> reading) {

    /// How an analysis came about, and what a person said of it.
    ///
    /// @param language as it is now
    /// @param priority as it is now
    /// @param degraded a model is configured, but the rules had to answer for it
    /// @param confidence before anybody looked at it
    /// @param marks why it was to be looked at, when it was new
    /// @param doubts those that nobody has looked at yet
    /// @param usage what the model took; empty when none was asked
    /// @param verdict empty when nobody has looked at it
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

        /// @return the reading of an analysis
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

    /// Which fields a person left as they were.
    public record Agreement(boolean category, boolean sentiment, boolean priority, boolean language, boolean summary) {

        static Agreement between(Analysis original, Analysis corrected) {
            return new Agreement(
                    original.category() == corrected.category(),
                    original.sentiment() == corrected.sentiment(),
                    original.priority() == corrected.priority(),
                    original.language() == corrected.language(),
                    original.summary().equals(corrected.summary()));
        }

        public boolean isWhole() {
            return category && sentiment && priority && language && summary;
        }
    }
}
