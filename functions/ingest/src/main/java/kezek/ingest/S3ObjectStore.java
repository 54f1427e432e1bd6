package kezek.ingest;

import java.io.InputStream;
import kezek.failure.TransientFailure;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The bucket in S3. `If-Match` keeps one reading from mixing two versions of an object.
final class S3ObjectStore implements ObjectStore {

    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;

    S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public InputStream open(String key, String etag) throws Replaced {
        try {
            return s3.getObject(request -> request.bucket(bucket).key(key).ifMatch("\"" + etag + "\""));
        } catch (NoSuchKeyException e) {
            throw new Replaced();
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new Replaced();
            }
            if (e.isThrottlingException() || e.statusCode() >= 500) {
                throw new TransientFailure("BUCKET_BUSY", "S3 answered " + e.statusCode(), e);
            }
            throw e;
        } catch (SdkClientException e) {
            throw new TransientFailure("BUCKET_BUSY", "S3 could not be reached", e);
        }
    }
}
