package kezek.api.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.AnalysisSource;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Place;
import kezek.domain.Precision;
import kezek.domain.Status;
import kezek.domain.Usage;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.reports.ReviewedTicket;
import kezek.reports.ReviewedTicket.Agreement;
import kezek.reports.ReviewedTicket.Reading;
import org.jspecify.annotations.Nullable;

/// `GET /api/reports/quality`: how well tickets are understood. It reports how many were located, what
/// analysed them and with which confidence, how much of the reviewed analyses people left unchanged, and
/// what the model cost.
///
/// Confidence, source and marks are those of the original analysis, before any correction. A person's
/// correction is certain, so it would make every figure better than the analysis really was.
public final class QualityReport {

    /// The most tickets that the list of pending reviews contains.
    static final int MAX_LISTED = 200;

    private final ReportedImport imports;

    public QualityReport(ReportedImport imports) {
        this.imports = imports;
    }

    /// @param importId null if the report is about all tickets
    record QualityView(
            @JsonProperty("import") @Nullable String importId,
            int tickets,
            CoverageView coverage,
            ConfidenceView confidence,
            ReviewView review,
            AgreementView agreement,
            ModelView model) {}

    /// @param share of what is counted, rounded to four decimals; null if there is nothing to count
    record ShareView(long count, @Nullable Double share) {

        static ShareView of(long count, long all) {
            return new ShareView(count, all == 0 ? null : Double.valueOf(fourDecimals((double) count / all)));
        }
    }

    record CoverageView(LocatedView located, AnalysedView analysed) {}

    /// Shares of all tickets. They add up to 1.
    ///
    /// @param unknown no geocoder knows such a place
    /// @param notYet not geocoded yet, or FAILED in geocoding
    record LocatedView(
            ShareView townOrBetter, ShareView region, ShareView country, ShareView unknown, ShareView notYet) {}

    /// Shares of all tickets. They add up to 1.
    ///
    /// @param rules analysed by the rules, because no model is configured
    /// @param degraded analysed by the rules, because the model gave no answer
    record AnalysedView(ShareView model, ShareView rules, ShareView degraded, ShareView notYet) {}

    /// Means over the analysed tickets, rounded to four decimals; null if there are none.
    record ConfidenceView(
            @Nullable Double category,
            @Nullable Double sentiment,
            @Nullable Double priority,
            @Nullable Double language) {}

    /// @param marked analyses that were marked for review when they were made; a share of the analysed
    ///     tickets
    /// @param waiting those of them that no person has reviewed
    /// @param byDoubt how many were marked for each reason; one ticket may have several
    /// @param items the first that wait: open before closed, then by priority
    record ReviewView(
            ShareView marked,
            ShareView waiting,
            List<LanguageView> byLanguage,
            Map<String, Long> byDoubt,
            List<WaitingView> items) {}

    /// @param tickets analysed tickets in this language
    record LanguageView(String language, long tickets, ShareView marked, ShareView waiting) {}

    record WaitingView(String ticketId, String status, int priority, String language, List<String> doubts) {}

    /// What people left unchanged, as shares of the analyses that they reviewed.
    ///
    /// @param reviewed analyses that a person has reviewed
    /// @param corrected those of them in which something was wrong
    record AgreementView(
            long reviewed,
            long corrected,
            ShareView category,
            ShareView sentiment,
            ShareView priority,
            ShareView language,
            ShareView summary) {}

    /// @param asked tickets for which the model was asked and answered
    /// @param cached tickets that got the kept answer to the same text; they cost nothing
    /// @param costUsd of the tickets whose price is known; null if there are none
    /// @param withoutPrice tickets that are not included in the cost
    record ModelView(
            long asked,
            long cached,
            long promptTokens,
            long answerTokens,
            @Nullable Double costUsd,
            long withoutPrice,
            LatencyView latencyMillis) {}

    /// Nearest-rank percentiles; null if the model was never asked.
    record LatencyView(@Nullable Long p50, @Nullable Long p95) {}

    public Response quality(Request request) {
        Optional<String> importId = new Parameters(request, Set.of("import")).text("import");
        return Response.json(200, view(importId.orElse(null), imports.reviewed(importId)));
    }

    static QualityView view(@Nullable String importId, List<ReviewedTicket> tickets) {
        List<Reading> readings =
                tickets.stream().flatMap(ticket -> ticket.reading().stream()).toList();
        return new QualityView(
                importId,
                tickets.size(),
                new CoverageView(located(tickets), analysed(readings, tickets.size())),
                confidence(readings),
                new ReviewView(
                        marked(readings), waiting(readings), byLanguage(readings), byDoubt(readings), items(tickets)),
                agreement(readings.stream()
                        .flatMap(reading -> reading.verdict().stream())
                        .toList()),
                model(readings.stream()
                        .flatMap(reading -> reading.usage().stream())
                        .toList()));
    }

    private static LocatedView located(List<ReviewedTicket> tickets) {
        List<Place> places =
                tickets.stream().flatMap(ticket -> ticket.place().stream()).toList();
        Map<Precision, Long> byPrecision = places.stream()
                .flatMap(place -> place instanceof Place.Located located ? Stream.of(located) : Stream.empty())
                .collect(Collectors.groupingBy(Place.Located::precision, Collectors.counting()));
        long all = tickets.size();
        long region = byPrecision.getOrDefault(Precision.REGION, 0L);
        long country = byPrecision.getOrDefault(Precision.COUNTRY, 0L);
        long somewhere =
                byPrecision.values().stream().mapToLong(Long::longValue).sum();
        return new LocatedView(
                ShareView.of(somewhere - region - country, all),
                ShareView.of(region, all),
                ShareView.of(country, all),
                ShareView.of(places.size() - somewhere, all),
                ShareView.of(all - places.size(), all));
    }

    private static AnalysedView analysed(List<Reading> readings, long all) {
        long model = count(readings, reading -> reading.source() == AnalysisSource.MODEL);
        long degraded = count(readings, reading -> reading.source() == AnalysisSource.RULES && reading.degraded());
        return new AnalysedView(
                ShareView.of(model, all),
                ShareView.of(readings.size() - model - degraded, all),
                ShareView.of(degraded, all),
                ShareView.of(all - readings.size(), all));
    }

    private static ConfidenceView confidence(List<Reading> readings) {
        return new ConfidenceView(
                mean(readings, Confidence::category),
                mean(readings, Confidence::sentiment),
                mean(readings, Confidence::priority),
                mean(readings, Confidence::language));
    }

    private static @Nullable Double mean(List<Reading> readings, ToDoubleFunction<Confidence> field) {
        return readings.isEmpty()
                ? null
                : Double.valueOf(fourDecimals(readings.stream()
                        .map(Reading::confidence)
                        .mapToDouble(field)
                        .average()
                        .orElseThrow()));
    }

    private static ShareView marked(List<Reading> readings) {
        return share(readings, reading -> !reading.marks().isEmpty());
    }

    private static ShareView waiting(List<Reading> readings) {
        return share(readings, reading -> !reading.doubts().isEmpty());
    }

    private static List<LanguageView> byLanguage(List<Reading> readings) {
        return Arrays.stream(Language.values())
                .map(language -> {
                    List<Reading> inIt = readings.stream()
                            .filter(reading -> reading.language() == language)
                            .toList();
                    return new LanguageView(language.name(), inIt.size(), marked(inIt), waiting(inIt));
                })
                .toList();
    }

    /// Lists every reason, so that a reason that never occurs is shown as 0.
    private static Map<String, Long> byDoubt(List<Reading> readings) {
        return Arrays.stream(Doubt.values())
                .collect(Collectors.toMap(
                        Doubt::name,
                        doubt -> count(readings, reading -> reading.marks().contains(doubt)),
                        Long::sum,
                        TreeMap::new));
    }

    private static List<WaitingView> items(List<ReviewedTicket> tickets) {
        Comparator<ReviewedTicket> order = Comparator.comparing(
                        (ReviewedTicket ticket) -> ticket.status() == Status.CLOSED)
                .thenComparing(ticket -> -ticket.reading().orElseThrow().priority())
                .thenComparing(ReviewedTicket::row)
                .thenComparing(ReviewedTicket::id);
        return tickets.stream()
                .filter(ticket -> ticket.reading()
                        .filter(reading -> !reading.doubts().isEmpty())
                        .isPresent())
                .sorted(order)
                .limit(MAX_LISTED)
                .map(ticket -> item(ticket, ticket.reading().orElseThrow()))
                .toList();
    }

    private static WaitingView item(ReviewedTicket ticket, Reading reading) {
        return new WaitingView(
                ticket.id(),
                ticket.status().name(),
                reading.priority(),
                reading.language().name(),
                reading.doubts().stream().map(Doubt::name).sorted().toList());
    }

    private static AgreementView agreement(List<Agreement> verdicts) {
        return new AgreementView(
                verdicts.size(),
                verdicts.stream().filter(verdict -> !verdict.isWhole()).count(),
                share(verdicts, Agreement::category),
                share(verdicts, Agreement::sentiment),
                share(verdicts, Agreement::priority),
                share(verdicts, Agreement::language),
                share(verdicts, Agreement::summary));
    }

    private static ModelView model(List<Usage> usages) {
        List<Usage> asked = usages.stream().filter(usage -> !usage.cached()).toList();
        List<Long> prices = asked.stream()
                .flatMap(usage -> usage.costMicroUsd().stream().boxed())
                .toList();
        return new ModelView(
                asked.size(),
                usages.size() - asked.size(),
                asked.stream().mapToLong(Usage::promptTokens).sum(),
                asked.stream().mapToLong(Usage::answerTokens).sum(),
                prices.isEmpty()
                        ? null
                        : Double.valueOf(
                                prices.stream().mapToLong(Long::longValue).sum() / 1e6),
                asked.size() - prices.size(),
                latency(asked.stream()
                        .map(usage -> usage.latency().toMillis())
                        .sorted()
                        .toList()));
    }

    private static LatencyView latency(List<Long> sorted) {
        return sorted.isEmpty()
                ? new LatencyView(null, null)
                : new LatencyView(nearestRank(sorted, 50), nearestRank(sorted, 95));
    }

    /// Returns the nearest-rank percentile: the smallest value that at least this percentage of the
    /// values does not exceed.
    private static Long nearestRank(List<Long> sorted, int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    private static <T> ShareView share(List<T> all, Predicate<T> isCounted) {
        return ShareView.of(count(all, isCounted), all.size());
    }

    private static <T> long count(List<T> all, Predicate<T> isCounted) {
        return all.stream().filter(isCounted).count();
    }

    private static double fourDecimals(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
