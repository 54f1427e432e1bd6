package kezek.model;

import kezek.failure.TransientFailure;

/// The model did not answer. [Conversation] turns it into [ModelOutcome.Unavailable].
final class ModelUnavailable extends RuntimeException {

    private final transient TransientFailure failure;
    private final boolean isForLong;

    /// @param isForLong whether waiting is not worth it
    ModelUnavailable(TransientFailure failure, boolean isForLong) {
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
