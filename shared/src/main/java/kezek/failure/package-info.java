/// The two ways in which a step can fail: try again, or never; and one in which it has not failed: not yet.
@NullMarked
package kezek.failure;

import org.jspecify.annotations.NullMarked;
