/// Routes below `/api/tickets`: lists, exports, one ticket, changes and corrections by people.
@NullMarked
package kezek.api.tickets;

import org.jspecify.annotations.NullMarked;
