package kezek.classify;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kezek.domain.Ids;
import kezek.domain.Ticket;
import kezek.model.Picture;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Reads attached pictures from the folder `imports/{import}/attachments/` of the bucket, where people
/// upload them.
///
/// A cell may name a file with another extension than it has. Then the same name is tried with the other
/// extensions of pictures. The first bytes tell the format. If the file is missing, too large, no picture
/// or unreadable now, the ticket goes on without it and is marked.
///
/// Thread-safe.
final class BucketPictures implements Pictures {

    /// In bytes. Base64 adds a third, and models take about twenty megabytes per request.
    static final int LARGEST = 5 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(BucketPictures.class.getName());
    private static final List<String> EXTENSIONS = List.of("png", "jpg", "jpeg", "webp", "gif");
    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    private final S3Client s3;
    private final String bucket;

    BucketPictures(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<Picture> find(Ticket ticket) {
        String name = ticket.content().attachment();
        String importId = ticket.origin().importId();
        if (importId.isEmpty() || !FILE_NAME.matcher(name).matches() || name.startsWith("..")) {
            return Optional.empty();
        }
        return first(names(name), "imports/" + importId + "/attachments/", ticket);
    }

    private Optional<Picture> first(List<String> names, String folder, Ticket ticket) {
        for (String name : names) {
            switch (read(folder + name)) {
                case Missing() -> {}
                case Unreadable(String why) -> {
                    log(ticket, why);
                    return Optional.empty();
                }
                case Found(byte[] bytes) -> {
                    return picture(bytes, ticket);
                }
            }
        }
        log(ticket, "there is no such file");
        return Optional.empty();
    }

    private sealed interface Lookup permits Missing, Unreadable, Found {}

    private record Missing() implements Lookup {}

    private record Unreadable(String why) implements Lookup {}

    private record Found(byte[] bytes) implements Lookup {}

    /// @return the name as it is, then with the other extensions
    private static List<String> names(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
        boolean mayBePicture = extension.isEmpty() || EXTENSIONS.contains(extension);
        Stream<String> others = mayBePicture
                ? EXTENSIONS.stream().map(other -> stem + "." + other).filter(other -> !other.equals(name))
                : Stream.empty();
        return Stream.concat(Stream.of(name), others).toList();
    }

    private Lookup read(String key) {
        try (ResponseInputStream<GetObjectResponse> object =
                s3.getObject(GetObjectRequest.builder().bucket(bucket).key(key).build())) {
            if (object.response().contentLength() > LARGEST) {
                object.abort();
                return new Unreadable("it is larger than " + LARGEST + " bytes");
            }
            return new Found(object.readAllBytes());
        } catch (AwsServiceException e) {
            // Without the permission to list the bucket, S3 answers 403 for a missing object.
            boolean isMissing = e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN;
            return isMissing ? new Missing() : new Unreadable("S3 answered " + e.statusCode());
        } catch (SdkException | IOException e) {
            return new Unreadable("S3 could not be reached");
        }
    }

    private static Optional<Picture> picture(byte[] bytes, Ticket ticket) {
        Optional<String> type = mediaType(bytes);
        if (type.isEmpty()) {
            log(ticket, "no png, jpeg, webp or gif");
        }
        return type.map(known -> new Picture(known, bytes));
    }

    /// @return the format by the first bytes; empty unless it is one of the four that models read
    static Optional<String> mediaType(byte[] bytes) {
        if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
            return Optional.of("image/webp");
        }
        return startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")
                ? Optional.of("image/gif")
                : Optional.empty();
    }

    /// @param magic one character for each byte
    private static boolean startsWith(byte[] bytes, int from, String magic) {
        if (bytes.length < from + magic.length()) {
            return false;
        }
        for (int index = 0; index < magic.length(); index++) {
            if ((bytes[from + index] & 0xff) != magic.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    private static void log(Ticket ticket, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "ticket {0}: its picture is not read: {1}",
                Ids.ticket(ticket.content().clientGuid()),
                why);
    }
}
