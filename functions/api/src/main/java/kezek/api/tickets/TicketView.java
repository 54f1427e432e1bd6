package kezek.api.tickets;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import kezek.domain.Assignment;
import kezek.domain.Place;
import kezek.domain.Ticket;
import kezek.http.Json;
import kezek.http.ProblemView;
import org.jspecify.annotations.Nullable;

/// A ticket as the API shows it.
///
/// @param attachmentKey the cell of the file, unchanged
/// @param attachmentUrl where the attached file can be read for 15 minutes; null if there is none
/// @param row its row in the file of its import
public record TicketView(
        String id,
        @Nullable String clientGuid,
        @Nullable String gender,
        @Nullable String birthDate,
        @Nullable String description,
        @Nullable String attachmentKey,
        @Nullable String attachmentUrl,
        @Nullable String segment,
        @Nullable String country,
        @Nullable String region,
        @Nullable String city,
        @Nullable String street,
        @Nullable String house,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable PlaceView place,
        Instant createdAt,
        String stage,
        String status,
        int rev,
        long version,
        @Nullable String channel,
        @JsonProperty("import") @Nullable String importId,
        @Nullable Integer row,
        @Nullable AnalysisView aiAnalysis,
        @Nullable AssignmentView assignment,
        @Nullable ProblemView problem) {

    /// @param precision null if the place is unknown
    record PlaceView(@Nullable String name, @Nullable String precision, String source) {

        static PlaceView of(Place place) {
            return switch (place) {
                case Place.Located located ->
                    new PlaceView(
                            Json.orNull(located.name()),
                            located.precision().name().toLowerCase(Locale.ROOT),
                            located.source());
                case Place.Unknown unknown -> new PlaceView(null, null, unknown.source());
            };
        }
    }

    record AssignmentView(
            String managerId,
            String managerName,
            String businessUnitId,
            String businessUnitName,
            Instant assignedAt,
            String reason) {

        static AssignmentView of(Assignment assignment) {
            return new AssignmentView(
                    assignment.managerId(),
                    assignment.managerName(),
                    assignment.officeId(),
                    assignment.officeName(),
                    assignment.assignedAt(),
                    assignment.reason());
        }
    }

    /// A ticket with its verdict.
    ///
    /// @param verdict how its manager was chosen; null before the first plan
    record Full(@JsonUnwrapped TicketView ticket, @Nullable JsonNode verdict) {}

    static TicketView of(Ticket ticket, Optional<String> attachmentUrl) {
        Optional<Place.Located> located = ticket.place().flatMap(TicketView::located);
        return new TicketView(
                ticket.id(),
                Json.orNull(ticket.content().clientGuid()),
                Json.orNull(ticket.content().gender()),
                Json.orNull(ticket.content().birthDate()),
                Json.orNull(ticket.content().description()),
                Json.orNull(ticket.content().attachment()),
                attachmentUrl.orElse(null),
                Json.orNull(ticket.content().segment()),
                Json.orNull(ticket.content().address().country()),
                Json.orNull(ticket.content().address().region()),
                Json.orNull(ticket.content().address().city()),
                Json.orNull(ticket.content().address().street()),
                Json.orNull(ticket.content().address().house()),
                located.map(place -> place.point().latitude()).orElse(null),
                located.map(place -> place.point().longitude()).orElse(null),
                ticket.place().map(PlaceView::of).orElse(null),
                ticket.createdAt(),
                ticket.stage().name(),
                ticket.status().name(),
                ticket.rev(),
                ticket.version(),
                Json.orNull(ticket.origin().channel()),
                Json.orNull(ticket.origin().importId()),
                ticket.origin().row() == 0
                        ? null
                        : Integer.valueOf(ticket.origin().row()),
                ticket.analysis().map(AnalysisView::of).orElse(null),
                ticket.assignment().map(AssignmentView::of).orElse(null),
                ticket.problem().map(ProblemView::of).orElse(null));
    }

    private static Optional<Place.Located> located(Place place) {
        return place instanceof Place.Located located ? Optional.of(located) : Optional.empty();
    }

    /// Contains only ids, because the rest is personal data.
    @Override
    public String toString() {
        return "TicketView[" + id + "]";
    }
}
