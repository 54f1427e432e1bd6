package kezek.simulation;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The bucket with the newest version of each key.
final class SimulatedS3 implements S3Client {

    private static final int PRECONDITION_FAILED = 412;

    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Map<String, Version> newest = new HashMap<>();

    private record Version(String etag, byte[] content) {}

    SimulatedS3(Scheduler scheduler, Chaos chaos) {
        this.scheduler = scheduler;
        this.chaos = chaos;
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}

    void put(String key, String etag, byte[] content) {
        newest.put(key, new Version(etag, content));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        scheduler.step("read " + request.key());
        if (chaos.strikes(Fault.UNREACHABLE)) {
            throw SdkClientException.create("unreachable");
        }
        if (chaos.strikes(Fault.THROTTLE)) {
            throw S3Exception.builder().statusCode(503).message("slow down").build();
        }
        Version version = newest.get(request.key());
        if (version == null || !request.ifMatch().equals("\"" + version.etag() + "\"")) {
            throw S3Exception.builder()
                    .statusCode(PRECONDITION_FAILED)
                    .message("another version")
                    .build();
        }
        return new ResponseInputStream<>(
                GetObjectResponse.builder().eTag(version.etag()).build(),
                AbortableInputStream.create(new ByteArrayInputStream(version.content())));
    }
}
