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

/// `GET /api/reports/quality`: how well tickets are understood: where they were found to be, who analysed
/// them and how surely, what people who looked at them left as it was, and what the model took.
///
/// Confidence, source and marks are those of the analysis before anybody corrected it; what a person said
/// is certain and would make every figure better than the machine is.
public final class QualityReport {

    /// Tickets to look at, listed one by one.
    static final int MAX_LISTED = 200;

    private final ReportedImport imports;

    public QualityReport(ReportedImport imports) {
        this.imports = imports;
    }

    /// @param importId null when it is about all tickets
    record QualityView(
            @JsonProperty("import") @Nullable String importId,
            int tickets,
            CoverageView coverage,
            ConfidenceView confidence,
            ReviewView review,
            AgreementView agreement,
            ModelView model) {}

    /// @param share of what is counted, rounded to four decimals; null of nothing
    record ShareView(long count, @Nullable Double share) {

        static ShareView of(long count, long all) {
            return new ShareView(count, all == 0 ? null : Double.valueOf(fourDecimals((double) count / all)));
        }
    }

    record CoverageView(LocatedView located, AnalysedView analysed) {}

    /// Shares of all tickets; together they are all.
    ///
    /// @param unknown asked, and nobody knows such a place
    /// @param notYet not geocoded, or FAILED in it
    record LocatedView(
            ShareView townOrBetter, ShareView region, ShareView country, ShareView unknown, ShareView notYet) {}

    /// Shares of all tickets; together they are all.
    ///
    /// @param rules no model is configured
    /// @param degraded the rules answered for a model that did not
    record AnalysedView(ShareView model, ShareView rules, ShareView degraded, ShareView notYet) {}

    /// Means over the analysed tickets, rounded to four decimals; null when there are none.
    record ConfidenceView(
            @Nullable Double category,
            @Nullable Double sentiment,
            @Nullable Double priority,
            @Nullable Double language) {}

    /// @param marked analyses that a person should look at, as they were made; a share of the analysed ones
    /// @param waiting those of them that nobody has looked at
    /// @param byDoubt how many were marked for this reason; one ticket may have several
    /// @param items the first that wait: open before closed, urgent before the rest
    record ReviewView(
            ShareView marked,
            ShareView waiting,
            List<LanguageView> byLanguage,
            Map<String, Long> byDoubt,
            List<WaitingView> items) {}

    /// @param tickets analysed ones in this language
    record LanguageView(String language, long tickets, ShareView marked, ShareView waiting) {}

    record WaitingView(String ticketId, String status, int priority, String language, List<String> doubts) {}

    /// What people who looked at an analysis left as it was, as shares of those.
    ///
    /// @param reviewed analyses that somebody has looked at
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
    /// @param cached tickets that got the answer that the same text had got before; they cost nothing
    /// @param costUsd of those whose price is known; null when there are none
    /// @param withoutPrice tickets that are not in the cost
    record ModelView(
            long asked,
            long cached,
            long promptTokens,
            long answerTokens,
            @Nullable Double costUsd,
            long withoutPrice,
            LatencyView latencyMillis) {}

    /// Nearest-rank percentiles; null when nothing was asked.
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

    /// Every reason that there is, so that one that never occurs is seen to be 0.
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

    /// The smallest value that so many percent do not exceed.
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
