package kezek.simulation;

/// What goes wrong, and how often of the occasions there are.
enum Fault {
    /// The invocation dies; what it wanted to write did not happen.
    CRASH_BEFORE_WRITE(0.003),
    /// The invocation dies; what it wrote did happen.
    CRASH_AFTER_WRITE(0.003),
    /// The write happened, the client's own retry sends it once more.
    LOST_ANSWER_RETRIED(0.01),
    /// The write happened, and all that the code sees is a timeout.
    LOST_ANSWER(0.01),
    /// A call fails and nothing happened.
    UNREACHABLE(0.005),
    THROTTLE(0.01),
    /// Another transaction holds one of the items.
    CONFLICT(0.03),
    /// One of several lost conditions is told as a conflict.
    CONFLICT_AMONG_LOSSES(0.3),
    UNPROCESSED_KEYS(0.05),
    /// A query answers a page of few items.
    SHORT_PAGE(0.2),
    /// The call takes seconds, perhaps all that the invocation has.
    SLOW_CALL(0.01),
    /// A queue takes some messages of a batch and refuses the others.
    PARTIAL_SEND(0.03),
    /// SQS delivers a message once more while it is being handled, or after it was.
    DUPLICATE_MESSAGE(0.05),
    /// A message is received and its function never sees it: it comes back when its visibility times out.
    DROPPED_DELIVERY(0.02),
    /// A message is gone for good.
    LOST_MESSAGE(0.01),
    /// A hint is handled beside the one before it, as if it had another message group.
    OVERTAKING_HINT(0.5),
    DUPLICATE_UPLOAD_EVENT(0.2),
    LATE_UPLOAD_EVENT(0.2),
    /// A batch of the stream comes again although it was handled.
    DUPLICATE_STREAM_BATCH(0.05),
    /// Nothing happens for minutes, sometimes for an hour.
    STILLNESS(0.002),
    /// All running environments of one function are gone.
    RESTART(0.001),
    /// The sweeper runs although its minute is not over.
    EARLY_SWEEP(0.005);

    final double chance;

    Fault(double chance) {
        this.chance = chance;
    }
}
