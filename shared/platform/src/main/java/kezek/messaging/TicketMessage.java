package kezek.messaging;

/// "Look at this content of this ticket."
///
/// @param rev the content that is meant; a newer one has a message of its own
public record TicketMessage(String ticketId, int rev) {}
