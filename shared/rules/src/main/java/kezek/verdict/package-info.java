/// Verdicts in the form in which they are stored and shown by the API.
@NullMarked
package kezek.verdict;

import org.jspecify.annotations.NullMarked;
