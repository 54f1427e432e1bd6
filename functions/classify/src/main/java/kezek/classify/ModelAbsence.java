package kezek.classify;

import kezek.failure.TransientFailure;

/// The model did not answer, and perhaps will not for long.
final class ModelAbsence extends RuntimeException {

    private final transient TransientFailure failure;
    private final boolean isForLong;

    /// @param isForLong waiting is not worth it
    ModelAbsence(TransientFailure failure, boolean isForLong) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.isForLong = isForLong;
    }

    TransientFailure failure() {
        return failure;
    }

    boolean isForLong() {
        return isForLong;
    }
}
