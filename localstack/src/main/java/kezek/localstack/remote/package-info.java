/// The template on a cloud, or an emulator of one, that others wrote: deployed by SAM, called by its
/// public protocols.
@NullMarked
package kezek.localstack.remote;

import org.jspecify.annotations.NullMarked;
