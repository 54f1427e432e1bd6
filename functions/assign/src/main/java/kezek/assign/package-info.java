/// Plans complete waves and commits the plans. The sweeper repeats what has stalled.
@NullMarked
package kezek.assign;

import org.jspecify.annotations.NullMarked;
