/// The messages between functions, the queues that carry them, and partial batch responses. A message carries
/// ids and not the ticket, because the table is the truth and a message only says where to look.
@NullMarked
package kezek.messaging;

import org.jspecify.annotations.NullMarked;
