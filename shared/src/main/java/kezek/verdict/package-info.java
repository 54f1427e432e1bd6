/// Verdicts in the form in which they are stored and answered.
@NullMarked
package kezek.verdict;

import org.jspecify.annotations.NullMarked;
