package kezek.local.emulators;

import java.time.Instant;

/// A change of an object in the bucket.
///
/// @param type without `s3:`, e.g. `ObjectCreated:Put`
/// @param key not encoded
/// @param size bytes; 0 for a removed object
/// @param eTag without quotes; empty for a removed object
/// @param sequencer hexadecimal, of fixed length; grows with every change, so that it gives the order of
///     two changes of one key
public record ObjectChange(
        String type, String bucket, String key, long size, String eTag, String sequencer, Instant time) {}
