/// Tests of the whole pipeline on the embedded emulators.
@NullMarked
package kezek.pipeline;

import org.jspecify.annotations.NullMarked;
