/// The roster: offices and managers in the table.
@NullMarked
package kezek.roster;

import org.jspecify.annotations.NullMarked;
