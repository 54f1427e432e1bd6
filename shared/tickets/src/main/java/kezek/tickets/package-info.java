/// Tickets in the table: one method for each change of state, the lists that people page through, and the
/// services that decide what happens to a ticket.
@NullMarked
package kezek.tickets;

import org.jspecify.annotations.NullMarked;
