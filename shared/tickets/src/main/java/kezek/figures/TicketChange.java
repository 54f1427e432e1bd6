package kezek.figures;

import java.time.Instant;
import java.util.Optional;

/// One write of a ticket's item, as the stream of the table describes it.
///
/// @param version of the ticket after the write
/// @param at when it was written
/// @param before empty if the ticket did not exist
/// @param after empty if the item itself was deleted, which only an operator does
public record TicketChange(
        String ticketId, long version, Instant at, Optional<TicketSnapshot> before, Optional<TicketSnapshot> after) {

    /// @throws IllegalArgumentException if both images are empty, or they are of two tickets
    public static TicketChange of(Instant at, Optional<TicketSnapshot> before, Optional<TicketSnapshot> after) {
        TicketSnapshot known = after.or(() -> before)
                .orElseThrow(() -> new IllegalArgumentException("a change without an old and a new image"));
        if (before.isPresent() && !before.orElseThrow().id().equals(known.id())) {
            throw new IllegalArgumentException("the images of ticket " + known.id() + " are of two tickets");
        }
        return new TicketChange(
                known.id(), after.isPresent() ? known.version() : known.version() + 1, at, before, after);
    }

    /// @return whether the write raised the version. A note that a newer source said the same does not, and
    ///     there is nothing to record or to count then
    public boolean isNewVersion() {
        return before.map(TicketSnapshot::version).filter(old -> old == version).isEmpty();
    }
}
