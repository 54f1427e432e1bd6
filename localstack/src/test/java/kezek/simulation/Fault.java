package kezek.simulation;

/// Faults, with their probability at each opportunity.
enum Fault {
    /// The invocation dies before its write.
    CRASH_BEFORE_WRITE(0.003),
    /// The invocation dies after its write.
    CRASH_AFTER_WRITE(0.003),
    /// The write succeeds, and the client's own retry sends it again.
    LOST_ANSWER_RETRIED(0.01),
    /// The write succeeds, but the code sees a timeout.
    LOST_ANSWER(0.01),
    /// A call fails without any effect.
    UNREACHABLE(0.005),
    THROTTLE(0.01),
    /// Another transaction holds one of the items.
    CONFLICT(0.03),
    /// One of several failed conditions is reported as a conflict.
    CONFLICT_AMONG_LOSSES(0.3),
    UNPROCESSED_KEYS(0.05),
    /// A query returns a page of few items.
    SHORT_PAGE(0.2),
    /// The call takes seconds, perhaps all of the invocation's time.
    SLOW_CALL(0.01),
    /// A queue accepts some messages of a batch and refuses the others.
    PARTIAL_SEND(0.03),
    /// SQS delivers a message a second time, while it is being handled or afterwards.
    DUPLICATE_MESSAGE(0.05),
    /// A message is received, but its function never sees it. It comes back after the visibility timeout.
    DROPPED_DELIVERY(0.02),
    /// A message is lost.
    LOST_MESSAGE(0.01),
    /// A hint is handled at the same time as the one before it, as if it had another message group.
    OVERTAKING_HINT(0.5),
    DUPLICATE_UPLOAD_EVENT(0.2),
    LATE_UPLOAD_EVENT(0.2),
    /// A batch of the stream is redelivered although it was handled.
    DUPLICATE_STREAM_BATCH(0.05),
    /// Nothing happens for minutes, sometimes for an hour.
    STILLNESS(0.002),
    /// All running environments of one function end.
    RESTART(0.001),
    /// The sweeper runs before its minute is over.
    EARLY_SWEEP(0.005);

    final double chance;

    Fault(double chance) {
        this.chance = chance;
    }
}
