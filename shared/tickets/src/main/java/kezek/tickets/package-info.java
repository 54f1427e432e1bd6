/// Tickets in the table. [kezek.tickets.TicketIntake] takes them in from every channel,
/// [kezek.tickets.TicketStep] carries them through geocode and classify, and [kezek.tickets.TicketDesk] makes
/// the changes that people ask for. Below them, [kezek.tickets.TicketStore] and
/// [kezek.tickets.ManualChangeStore] have a method for each change of state, and
/// [kezek.tickets.TicketLists] reads pages of tickets.
@NullMarked
package kezek.tickets;

import org.jspecify.annotations.NullMarked;
