/// How a step ends without a result: it may be tried again ([kezek.failure.TransientFailure]), it never
/// succeeds ([kezek.failure.PermanentFailure]), or it has to wait its turn ([kezek.failure.Deferred]).
@NullMarked
package kezek.failure;

import org.jspecify.annotations.NullMarked;
