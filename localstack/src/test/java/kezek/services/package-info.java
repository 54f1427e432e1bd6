/// What Kezek asks of DynamoDB, SQS and S3, as tests: the same ones for the embedded emulators and for
/// LocalStack. docs/emulators.md tells where they differ.
@NullMarked
package kezek.services;

import org.jspecify.annotations.NullMarked;
