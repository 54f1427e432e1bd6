package kezek.ingest;

import java.io.InputStream;

/// The bucket, as far as ingest needs it.
interface ObjectStore {

    /// Opens one version of an object.
    ///
    /// @param etag the version
    /// @throws Replaced if the object is another version by now, or is gone
    /// @throws kezek.failure.TransientFailure `BUCKET_BUSY`
    InputStream open(String key, String etag) throws Replaced;

    /// The object is not the one that the event told of.
    final class Replaced extends Exception {}
}
