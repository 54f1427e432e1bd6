package kezek.world;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A bucket in memory, which can be down. An object that is missing is forbidden, because S3 answers so to a
/// client that may not list the bucket.
///
/// Thread-safe.
public final class FakeBucket implements S3Client {

    private static final int FORBIDDEN = 403;
    private static final int PRECONDITION_FAILED = 412;

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean isDown;

    /// Puts or replaces an object.
    ///
    /// @return its ETag, the MD5 of the content, without quotes
    public String put(String key, byte[] content) {
        objects.put(key, content);
        return md5(content);
    }

    public void goDown() {
        isDown = true;
    }

    /// @return the keys of all requests, in order
    public List<String> asked() {
        return asked;
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        asked.add(request.key());
        if (isDown) {
            throw SdkClientException.create("no connection");
        }
        byte[] content = objects.get(request.key());
        if (content == null) {
            throw refused(FORBIDDEN, "Access Denied");
        }
        if (request.ifMatch() != null && !request.ifMatch().equals("\"" + md5(content) + "\"")) {
            throw refused(PRECONDITION_FAILED, "Precondition Failed");
        }
        try {
            return transformer.transform(
                    GetObjectResponse.builder()
                            .contentLength((long) content.length)
                            .build(),
                    AbortableInputStream.create(new ByteArrayInputStream(content)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Exception refused(int status, String message) {
        return (S3Exception)
                S3Exception.builder().statusCode(status).message(message).build();
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
