package kezek.api.reports;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import kezek.domain.Office;
import kezek.domain.Stage;
import kezek.figures.DashboardStore;
import kezek.figures.DashboardStore.Figures;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.roster.RosterStore;
import kezek.tickets.Dimension;
import org.jspecify.annotations.Nullable;

/// `GET /api/dashboard/stats`: totals of all tickets.
public final class DashboardRoutes {

    private final DashboardStore dashboard;
    private final RosterStore roster;

    public DashboardRoutes(DashboardStore dashboard, RosterStore roster) {
        this.dashboard = dashboard;
        this.roster = roster;
    }

    /// The maps count tickets by value. A ticket without a value is not counted.
    ///
    /// @param avgPriority rounded to two decimals; null if no ticket has a priority yet
    /// @param offices by the office's name, or by its id if the office is not known
    record StatsView(
            long totalTickets,
            long assignedTickets,
            @Nullable Double avgPriority,
            Map<String, Long> categories,
            Map<String, Long> sentiments,
            Map<String, Long> languages,
            Map<String, Long> offices,
            Map<String, Long> segments,
            Map<String, Long> stages) {}

    public Response stats(Request request) {
        new Parameters(request, Set.of());
        Figures figures = dashboard.figures();
        Map<String, String> officeNames =
                roster.load().offices().stream().collect(Collectors.toMap(Office::id, Office::name));
        Map<String, Long> stages = counts(figures, Dimension.STAGE, stage -> stage);
        return Response.json(
                200,
                new StatsView(
                        Math.max(0, figures.total()),
                        stages.getOrDefault(Stage.ASSIGNED.name(), 0L),
                        averagePriority(figures),
                        counts(figures, Dimension.CATEGORY, label -> label),
                        counts(figures, Dimension.SENTIMENT, label -> label),
                        counts(figures, Dimension.LANGUAGE, language -> language),
                        counts(figures, Dimension.OFFICE, id -> officeNames.getOrDefault(id, id)),
                        counts(figures, Dimension.SEGMENT, segment -> segment),
                        stages));
    }

    /// A count can be negative for a moment, if the stream delivers a change before an earlier one.
    private static Map<String, Long> counts(Figures figures, Dimension dimension, UnaryOperator<String> name) {
        Map<String, Long> counts = new TreeMap<>();
        figures.by(dimension).forEach((value, count) -> {
            if (count > 0) {
                counts.merge(name.apply(value), count, Long::sum);
            }
        });
        return counts;
    }

    private static @Nullable Double averagePriority(Figures figures) {
        return figures.averagePriority().isPresent()
                ? Double.valueOf(Math.round(figures.averagePriority().getAsDouble() * 100) / 100.0)
                : null;
    }
}
