/// The messages between functions, the queues they travel through, and partial batch responses. A message
/// carries ids, not the ticket: the table is the truth, a queue only says "look".
@NullMarked
package kezek.messaging;

import org.jspecify.annotations.NullMarked;
