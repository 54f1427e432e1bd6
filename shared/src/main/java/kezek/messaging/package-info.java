/// What the functions tell each other. A message carries ids, not the ticket: the table is the truth, a
/// queue only says "look".
@NullMarked
package kezek.messaging;

import org.jspecify.annotations.NullMarked;
