/// The rules of distribution as a file that people may change.
@NullMarked
package kezek.rules;

import org.jspecify.annotations.NullMarked;
