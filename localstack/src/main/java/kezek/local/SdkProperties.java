package kezek.local;

import java.util.HashMap;
import java.util.Map;
import kezek.local.emulators.Endpoints;
import org.jspecify.annotations.Nullable;

/// The system properties that tell AWS clients where the emulators are, for handlers that run in this
/// JVM. Only one local stack at a time can set them.
public final class SdkProperties implements AutoCloseable {

    private final Map<String, @Nullable String> before = new HashMap<>();

    private SdkProperties() {}

    public static SdkProperties pointingTo(Endpoints endpoints) {
        SdkProperties properties = new SdkProperties();
        properties.set("aws.endpointUrlDynamoDb", endpoints.dynamoDb().toString());
        properties.set("aws.endpointUrlSqs", endpoints.sqs().toString());
        properties.set("aws.endpointUrlS3", endpoints.s3().toString());
        properties.set("aws.region", endpoints.region());
        properties.set("aws.accessKeyId", Endpoints.ACCESS_KEY);
        properties.set("aws.secretAccessKey", Endpoints.SECRET_KEY);
        return properties;
    }

    /// Restores the earlier values.
    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private void set(String name, String value) {
        before.put(name, System.setProperty(name, value));
    }
}
