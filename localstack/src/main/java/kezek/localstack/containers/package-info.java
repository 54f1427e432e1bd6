/// For functions that run in Docker containers, as `sam local` runs them: how they reach the emulators.
@NullMarked
package kezek.localstack.containers;

import org.jspecify.annotations.NullMarked;
