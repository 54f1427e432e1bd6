package kezek.messaging;

import com.fasterxml.jackson.annotation.JsonProperty;

/// "Look at this content of this ticket."
///
/// @param rev the content that is meant; a newer one has a message of its own
public record TicketMessage(
        @JsonProperty(required = true) String ticketId,
        @JsonProperty(required = true) int rev) {}
