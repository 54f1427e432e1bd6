/// What can be said about an import from what is stored about it. No AWS, no JSON, no clock.
@NullMarked
package kezek.imports;

import org.jspecify.annotations.NullMarked;
