package kezek.domain;

import java.util.List;
import java.util.Optional;

/// How an analysis was produced.
///
/// @param model the model's name, or empty
/// @param prompt the version of the prompt that the model was given, `{name}/{n}`, or empty
/// @param degraded a model is configured but gave no usable answer, so the rules classified the ticket
/// @param because the matched phrases that decided, in the notation of the phrase book; never the
///     client's own words
/// @param usage tokens, cost and latency of the model; empty if no model was called
public record Provenance(
        AnalysisSource source,
        String model,
        String prompt,
        boolean degraded,
        List<String> because,
        Optional<Usage> usage) {

    private static final String NONE = "";

    public Provenance {
        because = List.copyOf(because);
    }

    /// @param degraded a model is configured but gave no usable answer
    public static Provenance ofRules(boolean degraded, List<String> because) {
        return new Provenance(AnalysisSource.RULES, NONE, NONE, degraded, because, Optional.empty());
    }

    public static Provenance ofModel(String model, String prompt, Usage usage) {
        return new Provenance(AnalysisSource.MODEL, model, prompt, false, List.of(), Optional.of(usage));
    }
}
