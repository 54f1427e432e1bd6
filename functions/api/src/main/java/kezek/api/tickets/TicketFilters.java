package kezek.api.tickets;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kezek.domain.Category;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.http.Parameters;
import kezek.tickets.Dimension;
import kezek.tickets.TicketFilter;

/// The filters of a list of tickets as query parameters.
final class TicketFilters {

    private static final Set<String> NAMES =
            Set.of("segment", "category", "sentiment", "language", "office", "stage", "status");

    private TicketFilters() {}

    /// @return the names of the filters, and of the `others` that a route has
    static Set<String> namesAnd(String... others) {
        Set<String> names = new HashSet<>(NAMES);
        names.addAll(List.of(others));
        return names;
    }

    /// @throws HttpError 400 for a value that no ticket can have
    static TicketFilter of(Parameters parameters) {
        TicketFilter filter = TicketFilter.NONE;
        filter = with(filter, Dimension.SEGMENT, parameters.text("segment"));
        filter = with(filter, Dimension.OFFICE, parameters.text("office").map(TicketFilters::officeId));
        filter = with(
                filter,
                Dimension.CATEGORY,
                parameters.oneOf(
                        "category", labels(Arrays.stream(Category.values()).map(Category::label))));
        filter = with(
                filter,
                Dimension.SENTIMENT,
                parameters.oneOf(
                        "sentiment", labels(Arrays.stream(Sentiment.values()).map(Sentiment::label))));
        filter = with(filter, Dimension.LANGUAGE, parameters.oneOf("language", names(Language.values())));
        filter = with(
                filter,
                Dimension.STAGE,
                parameters.oneOf(
                        "stage",
                        names(Stage.values()).stream()
                                .filter(stage -> !stage.equals(Stage.DELETED.name()))
                                .toList()));
        return with(filter, Dimension.STATUS, parameters.oneOf("status", names(Status.values())));
    }

    private static TicketFilter with(TicketFilter filter, Dimension dimension, Optional<String> value) {
        return value.map(wanted -> filter.with(dimension, wanted)).orElse(filter);
    }

    private static List<String> labels(Stream<String> labels) {
        return labels.toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    /// An office is named by its id or by its name, because the id follows from the name.
    private static String officeId(String office) {
        try {
            return UUID.fromString(office).toString();
        } catch (IllegalArgumentException e) {
            return Ids.office(office);
        }
    }
}
