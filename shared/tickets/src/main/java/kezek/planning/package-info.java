/// When a wave may be planned, and how a plan is committed.
@NullMarked
package kezek.planning;

import org.jspecify.annotations.NullMarked;
