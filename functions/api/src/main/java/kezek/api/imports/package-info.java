/// Routes of uploads and imports, and how other routes find an import.
@NullMarked
package kezek.api.imports;

import org.jspecify.annotations.NullMarked;
