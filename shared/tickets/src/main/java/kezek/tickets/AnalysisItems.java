package kezek.tickets;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Correction;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import kezek.domain.Usage;
import kezek.table.Item;

/// Converts analyses to attributes of a ticket and back. The attributes that lists filter by are at the top
/// level of the item, and the others in the map `analysis`.
public final class AnalysisItems {

    private AnalysisItems() {}

    /// @return the attributes that replace those of an earlier analysis
    public static Item attributes(Analysis analysis) {
        return Item.fields()
                .with("category", analysis.category().label())
                .with("sentiment", analysis.sentiment().label())
                .with("priority", analysis.priority())
                .with("language", analysis.language().name())
                .with("analysis", details(analysis))
                .build();
    }

    private static Item details(Analysis analysis) {
        Provenance provenance = analysis.provenance();
        Item.Builder details = Item.fields()
                .with("detectedLanguage", analysis.detectedLanguage())
                .with("summary", analysis.summary())
                .with("source", provenance.source().name())
                .with("model", provenance.model())
                .with("prompt", provenance.prompt())
                .with("degraded", provenance.degraded())
                .with("because", provenance.because())
                .with("confidence", confidence(analysis.confidence()))
                .with("doubts", analysis.doubts().stream().map(Doubt::name).collect(Collectors.toSet()));
        provenance.usage().ifPresent(usage -> details.with("usage", usage(usage)));
        analysis.correction().ifPresent(correction -> details.with("correction", correction(correction)));
        return details.build();
    }

    private static Item confidence(Confidence confidence) {
        return Item.fields()
                .with("category", confidence.category())
                .with("sentiment", confidence.sentiment())
                .with("priority", confidence.priority())
                .with("language", confidence.language())
                .build();
    }

    private static Item usage(Usage usage) {
        Item.Builder item = Item.fields()
                .with("promptTokens", usage.promptTokens())
                .with("answerTokens", usage.answerTokens())
                .with("latencyMillis", usage.latency().toMillis())
                .with("cached", usage.cached());
        usage.costMicroUsd().ifPresent(cost -> item.with("costMicroUsd", cost));
        return item.build();
    }

    private static Item correction(Correction correction) {
        return Item.fields()
                .with("by", correction.by())
                .with("at", correction.at())
                .with("original", attributes(correction.original()))
                .build();
    }

    /// @param item a ticket, or the original analysis in a correction
    /// @return empty if the ticket is not analysed
    public static Optional<Analysis> read(Item item) {
        return item.map("analysis").map(details -> read(item, details));
    }

    private static Analysis read(Item item, Item details) {
        return new Analysis(
                Category.ofLabel(item.string("category")).orElseThrow(),
                Sentiment.ofLabel(item.string("sentiment")).orElseThrow(),
                item.integer("priority"),
                Language.valueOf(item.string("language")),
                details.string("detectedLanguage"),
                details.stringOrEmpty("summary"),
                new Provenance(
                        AnalysisSource.valueOf(details.string("source")),
                        details.stringOrEmpty("model"),
                        details.stringOrEmpty("prompt"),
                        details.isTrue("degraded"),
                        details.stringList("because"),
                        details.map("usage").map(AnalysisItems::readUsage)),
                readConfidence(details.map("confidence").orElseThrow()),
                doubts(details.stringSet("doubts")),
                details.map("correction").map(AnalysisItems::readCorrection));
    }

    /// Leaves out a doubt that only a newer version of this program knows: it must not make a ticket
    /// unreadable.
    private static Set<Doubt> doubts(Set<String> names) {
        return Arrays.stream(Doubt.values())
                .filter(doubt -> names.contains(doubt.name()))
                .collect(Collectors.toSet());
    }

    private static Confidence readConfidence(Item item) {
        return new Confidence(
                item.decimal("category"),
                item.decimal("sentiment"),
                item.decimal("priority"),
                item.decimal("language"));
    }

    private static Usage readUsage(Item item) {
        return new Usage(
                item.number("promptTokens"),
                item.number("answerTokens"),
                item.has("costMicroUsd") ? OptionalLong.of(item.number("costMicroUsd")) : OptionalLong.empty(),
                Duration.ofMillis(item.number("latencyMillis")),
                item.isTrue("cached"));
    }

    private static Correction readCorrection(Item item) {
        Item original = item.map("original").orElseThrow();
        return new Correction(
                item.stringOrEmpty("by"), item.instant("at"), read(original).orElseThrow());
    }
}
