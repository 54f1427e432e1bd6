package kezek.tickets;

import java.time.Instant;
import kezek.domain.Edition;
import kezek.domain.Origin;

/// Where the tickets that arrive together come from.
///
/// @param channel see [Origin#channel]
/// @param importId the import; empty if there is none
/// @param run one version of one file; empty if the tickets come from no file
/// @param time when the source was written: an older source never overwrites a newer one
public record TicketSource(String channel, String importId, String run, Instant time) {

    /// @return what decides between two sources of the same ticket
    Edition edition() {
        return new Edition(time, run);
    }

    Origin origin(int row) {
        return new Origin(channel, importId, run, row, time);
    }
}
