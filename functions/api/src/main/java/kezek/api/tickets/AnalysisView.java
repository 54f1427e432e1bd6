package kezek.api.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import kezek.domain.Analysis;
import kezek.domain.Confidence;
import kezek.domain.Correction;
import kezek.domain.Provenance;
import kezek.domain.Usage;
import kezek.http.Json;
import org.jspecify.annotations.Nullable;

/// An analysis as the API shows it.
///
/// @param detectedLanguage ISO 639-1, or `und`
/// @param source `rules` or `model`
/// @param because the phrases that decided, in the notation of the phrase book
/// @param doubts why `needs_review`
/// @param usage null if no model was asked
/// @param correction null if no person has reviewed it
record AnalysisView(
        String category,
        String sentiment,
        int priority,
        String language,
        String detectedLanguage,
        String summary,
        String source,
        @Nullable String model,
        @Nullable String prompt,
        boolean degraded,
        List<String> because,
        Confidence confidence,
        boolean needsReview,
        List<String> doubts,
        @Nullable UsageView usage,
        @Nullable CorrectionView correction) {

    /// @param costUsd null if the model's price is not known
    record UsageView(
            long promptTokens, long answerTokens, @Nullable Double costUsd, long latencyMillis, boolean cached) {

        static UsageView of(Usage usage) {
            return new UsageView(
                    usage.promptTokens(),
                    usage.answerTokens(),
                    dollars(usage.costMicroUsd()),
                    usage.latency().toMillis(),
                    usage.cached());
        }

        private static @Nullable Double dollars(OptionalLong micro) {
            return micro.isPresent() ? Double.valueOf(micro.getAsLong() / 1e6) : null;
        }
    }

    /// @param original the analysis before the first correction
    record CorrectionView(@Nullable String by, Instant at, AnalysisView original) {

        static CorrectionView of(Correction correction) {
            return new CorrectionView(
                    Json.orNull(correction.by()), correction.at(), AnalysisView.of(correction.original()));
        }
    }

    static AnalysisView of(Analysis analysis) {
        Provenance provenance = analysis.provenance();
        return new AnalysisView(
                analysis.category().label(),
                analysis.sentiment().label(),
                analysis.priority(),
                analysis.language().name(),
                analysis.detectedLanguage(),
                analysis.summary(),
                provenance.source().name().toLowerCase(Locale.ROOT),
                Json.orNull(provenance.model()),
                Json.orNull(provenance.prompt()),
                provenance.degraded(),
                provenance.because(),
                analysis.confidence(),
                analysis.needsReview(),
                analysis.doubts().stream().map(Enum::name).sorted().toList(),
                provenance.usage().map(UsageView::of).orElse(null),
                analysis.correction().map(CorrectionView::of).orElse(null));
    }

    /// Omits the summary, because it repeats what the client wrote.
    @Override
    public String toString() {
        return "AnalysisView[" + category + ", " + priority + ", " + language + ", " + source + "]";
    }
}
