/// What the code needs from outside, besides its clients: time, randomness and threads.
@NullMarked
package kezek.execution;

import org.jspecify.annotations.NullMarked;
