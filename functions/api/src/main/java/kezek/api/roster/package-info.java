/// Routes of managers and business units.
@NullMarked
package kezek.api.roster;

import org.jspecify.annotations.NullMarked;
