package kezek.figures;

import java.time.Instant;
import java.util.Optional;

/// One write of a ticket's item, as the stream of the table tells it.
///
/// @param version the version that the write made
/// @param at when it was written
/// @param before empty when the ticket did not exist
/// @param after empty when the item is gone for good, which only an operator does
public record TicketChange(
        String ticketId, long version, Instant at, Optional<TicketSnapshot> before, Optional<TicketSnapshot> after) {

    /// @throws IllegalArgumentException when there is no ticket in it, or there are two
    public static TicketChange of(Instant at, Optional<TicketSnapshot> before, Optional<TicketSnapshot> after) {
        TicketSnapshot known = after.or(() -> before)
                .orElseThrow(() -> new IllegalArgumentException("a change without an old and a new image"));
        if (before.isPresent() && !before.orElseThrow().id().equals(known.id())) {
            throw new IllegalArgumentException("the images of ticket " + known.id() + " are of two tickets");
        }
        return new TicketChange(
                known.id(), after.isPresent() ? known.version() : known.version() + 1, at, before, after);
    }

    /// @return whether the write made a version; a note that a newer source said the same makes none, and
    ///     there is nothing to tell or to count
    public boolean isNewVersion() {
        return before.map(TicketSnapshot::version).filter(old -> old == version).isEmpty();
    }
}
