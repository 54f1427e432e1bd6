/// Routes of uploads and imports.
@NullMarked
package kezek.api.imports;

import org.jspecify.annotations.NullMarked;
