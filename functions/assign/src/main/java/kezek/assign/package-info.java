/// Plans complete waves and commits the plans; the sweeper sends again what stands still.
@NullMarked
package kezek.assign;

import org.jspecify.annotations.NullMarked;
