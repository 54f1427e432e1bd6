/// How a step ends without a result: it may succeed the next time ([kezek.failure.TransientFailure]), it never
/// succeeds ([kezek.failure.PermanentFailure]), or it is not due yet ([kezek.failure.Deferred]).
@NullMarked
package kezek.failure;

import org.jspecify.annotations.NullMarked;
