/// Lets functions in Docker containers, as `sam local` runs them, reach the emulators.
@NullMarked
package kezek.local.containers;

import org.jspecify.annotations.NullMarked;
