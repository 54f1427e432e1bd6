package kezek.api.tickets;

import java.time.Instant;
import kezek.domain.Stage;
import kezek.figures.TicketEvent;
import org.jspecify.annotations.Nullable;

/// An entry of a ticket's audit trail as the API shows it.
record EventView(
        long version,
        Instant at,
        String type,
        @Nullable String fromStage,
        @Nullable String toStage,
        int rev,
        @Nullable String businessUnitId,
        @Nullable String managerId,
        @Nullable String code) {

    static EventView of(TicketEvent event) {
        return new EventView(
                event.version(),
                event.at(),
                event.type(),
                event.from().map(Stage::name).orElse(null),
                event.to().map(Stage::name).orElse(null),
                event.rev(),
                event.officeId().orElse(null),
                event.managerId().orElse(null),
                event.code().orElse(null));
    }
}
