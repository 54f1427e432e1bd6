/// A deterministic simulator of the whole deployment with faults, see [Simulation].
@NullMarked
package kezek.simulation;

import org.jspecify.annotations.NullMarked;
