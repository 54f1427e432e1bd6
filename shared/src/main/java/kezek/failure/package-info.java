/// The two ways in which a step can fail: try again, or never.
@NullMarked
package kezek.failure;

import org.jspecify.annotations.NullMarked;
