/// Tickets for reports, which read very many at once and without the clients' texts.
@NullMarked
package kezek.reports;

import org.jspecify.annotations.NullMarked;
