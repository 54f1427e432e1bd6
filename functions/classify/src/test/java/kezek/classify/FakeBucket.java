package kezek.classify;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in memory; one that is missing is forbidden, as S3 says to whoever may not list the bucket.
final class FakeBucket implements S3Client {

    private final Map<String, byte[]> objects = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean isDown;

    void put(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    void breakDown() {
        isDown = true;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        asked.add(request.key());
        if (isDown) {
            throw SdkClientException.create("no connection");
        }
        byte[] bytes = objects.get(request.key());
        if (bytes == null) {
            throw S3Exception.builder().statusCode(403).message("Access Denied").build();
        }
        try {
            return transformer.transform(
                    GetObjectResponse.builder()
                            .contentLength((long) bytes.length)
                            .build(),
                    AbortableInputStream.create(new ByteArrayInputStream(bytes)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {
        objects.clear();
    }
}
