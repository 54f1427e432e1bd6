package kezek.api.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URLConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kezek.http.Parameters;
import kezek.http.Request;
import kezek.http.Response;
import kezek.imports.ImportStore;
import org.jspecify.annotations.Nullable;

/// `POST /api/uploads`: presigned URLs for the files of one import. The request announces which kinds of
/// files the import will consist of.
public final class UploadRoutes {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ImportStore imports;
    private final SignedUrls urls;
    private final Clock clock;

    public UploadRoutes(ImportStore imports, SignedUrls urls, Clock clock) {
        this.imports = imports;
        this.urls = urls;
        this.clock = clock;
    }

    record UploadsView(@JsonProperty("import") String importId, List<UploadView> uploads) {}

    /// @param kind null for an attachment
    /// @param headers to be sent with the file
    /// @param expiresIn in seconds
    record UploadView(
            String name,
            @Nullable String kind,
            String key,
            String url,
            String method,
            Map<String, String> headers,
            long expiresIn) {}

    public Response create(Request request) {
        new Parameters(request, Set.of());
        UploadRequest upload = UploadRequest.of(request);
        Instant now = clock.instant();
        String importId = upload.importId().orElseGet(() -> newId(now));
        announce(importId, upload.kinds(), now);
        return Response.json(
                201,
                new UploadsView(
                        importId,
                        upload.files().stream()
                                .map(file -> view(importId, file))
                                .toList()));
    }

    /// A request with attachments only does not change what an earlier request announced.
    private void announce(String importId, Set<String> kinds, Instant now) {
        if (kinds.isEmpty()) {
            imports.create(importId, now);
        } else {
            imports.announce(importId, kinds, now);
        }
    }

    private UploadView view(String importId, UploadRequest.File file) {
        SignedUrls.SignedPut put = urls.put(importId, file.name(), contentType(file));
        return new UploadView(
                file.name(),
                file.kind().orElse(null),
                put.key(),
                put.url(),
                "PUT",
                put.headers(),
                SignedUrls.LIFETIME.toSeconds());
    }

    private static String contentType(UploadRequest.File file) {
        return file.kind().isPresent()
                ? "text/csv"
                : Optional.ofNullable(URLConnection.guessContentTypeFromName(file.name()))
                        .orElse("application/octet-stream");
    }

    /// Creates a readable import id that sorts by time.
    private static String newId(Instant now) {
        return DAY_AND_TIME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
