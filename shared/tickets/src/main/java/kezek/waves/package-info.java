/// Waves, the units of assignment: which tickets belong to one, and who is told when one is complete.
@NullMarked
package kezek.waves;

import org.jspecify.annotations.NullMarked;
