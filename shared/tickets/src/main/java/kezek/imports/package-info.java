/// Imports: which files came, how far each was read, and what became of its rows.
@NullMarked
package kezek.imports;

import org.jspecify.annotations.NullMarked;
