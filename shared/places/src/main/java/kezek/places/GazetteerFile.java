package kezek.places;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Loads the configured gazetteer: the bundled one and, if `GAZETTEER_URI` is set, a GeoNames country
/// file (`KZ.txt` or `KZ.zip`) with all villages. It is read once, when a function starts.
///
/// `GAZETTEER_URI` is a path, a `file:` URI, or `s3://bucket/key`. The S3 form requires the SDK's `s3`
/// module on the class path of the function.
final class GazetteerFile {

    private static final String VARIABLE = "GAZETTEER_URI";
    private static final Pattern S3 = Pattern.compile("s3://([^/]+)/(.+)");
    private static final Pattern OTHER_SCHEME = Pattern.compile("[a-z0-9+.-]{2,}:.*");

    private GazetteerFile() {}

    /// @throws IllegalStateException if the file cannot be read
    /// @throws IllegalArgumentException if the file is invalid; the message names the file and the line
    static Gazetteer from(Settings settings) {
        Optional<String> file = settings.optional(VARIABLE);
        return file.isEmpty() ? Gazetteer.bundled() : with(file.get(), settings);
    }

    private static Gazetteer with(String uri, Settings settings) {
        Matcher object = S3.matcher(uri);
        if (object.matches()) {
            return fromBucket(uri, object.group(1), object.group(2), settings);
        }
        try {
            return Gazetteer.bundled().withGeoNames(uri, local(uri));
        } catch (IOException | IllegalStateException e) {
            throw unreadable(uri, e);
        }
    }

    private static InputStream local(String uri) throws IOException {
        if (uri.startsWith("file:")) {
            return Files.newInputStream(Path.of(URI.create(uri)));
        }
        if (OTHER_SCHEME.matcher(uri).matches()) {
            throw new IOException("only file: and s3: are known");
        }
        return Files.newInputStream(Path.of(uri));
    }

    private static Gazetteer fromBucket(String uri, String bucket, String key, Settings settings) {
        try (S3Client s3 = Clients.configured(S3Client.builder(), settings, "S3")
                .forcePathStyle(settings.endpoint("S3").isPresent())
                .build()) {
            return Gazetteer.bundled()
                    .withGeoNames(
                            uri, s3.getObject(request -> request.bucket(bucket).key(key)));
        } catch (IOException | SdkException e) {
            throw unreadable(uri, e);
        }
    }

    private static IllegalStateException unreadable(String uri, Exception cause) {
        return new IllegalStateException(
                "the file that " + VARIABLE + " names, " + uri + ", cannot be read: "
                        + cause.getClass().getSimpleName() + ", " + cause.getMessage()
                        + "; expected a path, a file: URI or s3://bucket/key that the function may read, or nothing",
                cause);
    }
}
