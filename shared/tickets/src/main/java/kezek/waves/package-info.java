/// Waves, the units of assignment: which tickets belong to one, and the hints that one may be complete.
@NullMarked
package kezek.waves;

import org.jspecify.annotations.NullMarked;
