/// Finds out where a ticket comes from.
@NullMarked
package kezek.geocode;

import org.jspecify.annotations.NullMarked;
