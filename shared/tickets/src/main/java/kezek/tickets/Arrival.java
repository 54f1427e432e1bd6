package kezek.tickets;

import kezek.domain.TicketContent;

/// A ticket as it arrives.
///
/// @param externalId the id by which its channel knows it; together with the channel it is the natural key
/// @param row its row in the file, 1 being the first after the header; 0 if it comes from no file
/// @param wave the wave in which it waits to be planned; its caller has opened it
public record Arrival(String externalId, TicketContent content, int row, String wave) {

    /// Without the content: it says what the client wrote.
    @Override
    public String toString() {
        return "Arrival[row " + row + ", " + wave + "]";
    }
}
