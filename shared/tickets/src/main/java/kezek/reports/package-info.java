/// Tickets as reports read them: very many at once, without the clients' texts.
@NullMarked
package kezek.reports;

import org.jspecify.annotations.NullMarked;
