package kezek.ingest;

import java.io.InputStream;

/// The operations of the bucket that ingest needs.
interface ObjectStore {

    /// Opens one version of an object.
    ///
    /// @param etag the version
    /// @throws Replaced if the object has another version now, or is gone
    /// @throws kezek.failure.TransientFailure `BUCKET_BUSY`
    InputStream open(String key, String etag) throws Replaced;

    /// The object is not the version that the event described.
    final class Replaced extends Exception {}
}
