/// DynamoDB, SQS and S3 in this JVM, on loopback only, with the table, queues and bucket of the template.
@NullMarked
package kezek.local.emulators;

import org.jspecify.annotations.NullMarked;
