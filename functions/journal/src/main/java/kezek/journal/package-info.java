/// The function behind the stream of the table: the audit trail and the totals.
@NullMarked
package kezek.journal;

import org.jspecify.annotations.NullMarked;
