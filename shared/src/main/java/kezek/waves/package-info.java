/// When a wave may be planned, and who is told.
@NullMarked
package kezek.waves;

import org.jspecify.annotations.NullMarked;
