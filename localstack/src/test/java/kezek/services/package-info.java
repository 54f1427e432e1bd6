/// Tests of the features of DynamoDB, SQS and S3 that Kezek uses. The same tests run on the embedded
/// emulators and on LocalStack. docs/emulators.md describes the differences.
@NullMarked
package kezek.services;

import org.jspecify.annotations.NullMarked;
