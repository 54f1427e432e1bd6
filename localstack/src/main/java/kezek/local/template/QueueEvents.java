package kezek.local.template;

import java.time.Duration;
import java.util.OptionalInt;

/// Messages of a queue.
///
/// @param queue logical id
/// @param batchSize 1 to 10,000; above 10 only with a window, and not for FIFO queues
/// @param window how long to gather a batch
/// @param partialResponses `ReportBatchItemFailures`
/// @param maximumConcurrency of the function for this source
public record QueueEvents(
        String name,
        String queue,
        int batchSize,
        Duration window,
        boolean partialResponses,
        OptionalInt maximumConcurrency)
        implements EventSource {}
