package kezek.local.emulators;

import java.time.Instant;

/// Something that happened to an object of the bucket.
///
/// @param type without `s3:`, e.g. `ObjectCreated:Put`
/// @param key as it was written, not encoded
/// @param size bytes; 0 for a removed object
/// @param eTag without quotes; empty for a removed object
/// @param sequencer hexadecimal, fixed length; grows with every change, so that two changes of one key can be put
///     in order
public record ObjectChange(
        String type, String bucket, String key, long size, String eTag, String sequencer, Instant time) {}
