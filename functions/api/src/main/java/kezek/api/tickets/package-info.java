/// Routes below `/api/tickets`: lists, one ticket, people's changes and corrections.
@NullMarked
package kezek.api.tickets;

import org.jspecify.annotations.NullMarked;
