package kezek.api.imports;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kezek.domain.Ticket;
import kezek.lambda.Settings;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/// Creates presigned URLs. With such a URL, a client without an IAM role can upload or read one object of
/// the bucket for 15 minutes. Creating one sends no request.
///
/// Thread-safe.
public final class SignedUrls {

    /// How long a URL works.
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String PREFIX = "imports/";
    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");

    private final S3Presigner presigner;
    private final String bucket;

    public SignedUrls(S3Presigner presigner, String bucket) {
        this.presigner = presigner;
        this.bucket = bucket;
    }

    public static SignedUrls of(Settings settings) {
        S3Presigner.Builder builder = S3Presigner.builder();
        settings.optional("AWS_REGION").map(Region::of).ifPresent(builder::region);
        Optional<URI> endpoint = settings.endpoint("S3");
        endpoint.ifPresent(builder::endpointOverride);
        builder.serviceConfiguration(S3Configuration.builder()
                .pathStyleAccessEnabled(endpoint.isPresent())
                .build());
        return new SignedUrls(builder.build(), settings.required("BUCKET_NAME"));
    }

    /// @param headers to be sent with the file; otherwise S3 answers 403
    record SignedPut(String key, String url, Map<String, String> headers) {}

    /// @param name the file's name inside the import, e.g. `tickets.csv`, `attachments/scan.png`
    SignedPut put(String importId, String name, String contentType) {
        String key = PREFIX + importId + "/" + name;
        PresignedPutObjectRequest signed = presigner.presignPutObject(request -> request.signatureDuration(LIFETIME)
                .putObjectRequest(put -> put.bucket(bucket).key(key).contentType(contentType)));
        Map<String, String> headers = new TreeMap<>();
        signed.signedHeaders().forEach((header, values) -> headers.put(header, String.join(",", values)));
        headers.remove("host");
        return new SignedPut(key, signed.url().toString(), headers);
    }

    /// @return the URL of the ticket's attachment; empty if the ticket has none, or if its name is not
    ///     valid for an upload. The file itself may be missing
    public Optional<String> attachment(Ticket ticket) {
        String name = ticket.content().attachment();
        String importId = ticket.origin().importId();
        if (importId.isEmpty() || !FILE_NAME.matcher(name).matches() || name.startsWith("..")) {
            return Optional.empty();
        }
        return Optional.of(presigner
                .presignGetObject(request -> request.signatureDuration(LIFETIME)
                        .getObjectRequest(get -> get.bucket(bucket).key(PREFIX + importId + "/attachments/" + name)))
                .url()
                .toString());
    }
}
