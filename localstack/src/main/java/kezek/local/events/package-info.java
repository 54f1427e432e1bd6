/// Event sources: S3 notifications, SQS queues, the table's stream and schedules, with the retries that
/// the template configures.
@NullMarked
package kezek.local.events;

import org.jspecify.annotations.NullMarked;
