/// The template deployed by SAM to a cloud, or to an emulator of one that others wrote, and called through
/// its public protocols.
@NullMarked
package kezek.local.remote;

import org.jspecify.annotations.NullMarked;
