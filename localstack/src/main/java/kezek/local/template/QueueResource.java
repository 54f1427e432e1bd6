package kezek.local.template;

import java.time.Duration;
import java.util.Optional;

/// A queue.
///
/// @param name physical name; ends in `.fifo` for a FIFO queue
/// @param redrive where a message goes after too many receives
public record QueueResource(
        String logicalId,
        String name,
        String arn,
        boolean fifo,
        boolean contentBasedDeduplication,
        Duration visibilityTimeout,
        Duration delay,
        Optional<Redrive> redrive) {

    /// @param deadLetterQueue logical id
    public record Redrive(String deadLetterQueue, int maxReceiveCount) {}
}
