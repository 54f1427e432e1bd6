package kezek.messaging;

/// Asks a function to take one content of a ticket on. It carries ids only: the function reads the ticket.
///
/// @param rev the content that is meant; a newer content has a message of its own
public record TicketMessage(String ticketId, int rev) {}
