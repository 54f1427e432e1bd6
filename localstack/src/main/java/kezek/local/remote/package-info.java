/// The template deployed by SAM to AWS or an emulator, and called through its public protocols.
@NullMarked
package kezek.local.remote;

import org.jspecify.annotations.NullMarked;
