/// What calls the functions: S3 notifications, SQS queues, the table's stream, schedules; with the retries
/// that the template asks for.
@NullMarked
package kezek.local.events;

import org.jspecify.annotations.NullMarked;
