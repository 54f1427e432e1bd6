package kezek.local.emulators;

import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Reports every change of an object, because the emulator has no notifications.
final class ObservedBlobStore extends ForwardingBlobStore {

    /// Objects of the emulator itself, which represent unfinished multipart uploads.
    private static final String STUB_PREFIX = ".s3proxy-mpu-stub-";

    /// Begins with the clock, so that it also grows over restarts.
    private static final AtomicLong SEQUENCE = new AtomicLong(System.currentTimeMillis() << 12);

    private final Consumer<ObjectChange> changes;

    ObservedBlobStore(BlobStore delegate, Consumer<ObjectChange> changes) {
        super(delegate);
        this.changes = changes;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        PutObjectResponse response = super.putBlob(request, content);
        reportCreated("ObjectCreated:Put", request.bucket(), request.key());
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request);
        reportCreated("ObjectCreated:Copy", request.destinationBucket(), request.destinationKey());
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        reportCreated("ObjectCreated:CompleteMultipartUpload", upload.containerName(), upload.blobName());
        return response;
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        DeleteObjectResponse response = super.removeBlob(request);
        tell("ObjectRemoved:Delete", request.bucket(), request.key(), 0, "");
        return response;
    }

    private void reportCreated(String type, String bucket, String key) {
        HeadObjectResponse metadata = blobMetadata(bucket, key);
        tell(type, bucket, key, metadata.contentLength(), metadata.eTag().replace("\"", ""));
    }

    private void tell(String type, String bucket, String key, long size, String eTag) {
        if (!key.startsWith(STUB_PREFIX)) {
            String sequencer = "%016X".formatted(SEQUENCE.incrementAndGet());
            changes.accept(new ObjectChange(type, bucket, key, size, eTag, sequencer, Instant.now()));
        }
    }
}
