package kezek.local.emulators;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

/// S3Proxy on a free port of the loopback interface. It verifies signatures and presigned URLs, and has
/// neither versioning nor tagging.
public final class S3Emulator implements AutoCloseable {

    private final S3Proxy server;

    private S3Emulator(S3Proxy server) {
        this.server = server;
    }

    /// @param folder where the objects are kept; `null`: in memory
    /// @param changes receives every object that is created or removed, after the change and on the
    ///     thread of the request
    public static S3Emulator start(@Nullable Path folder, Consumer<ObjectChange> changes) throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new ObservedBlobStore(store(folder), changes))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        server.start();
        return new S3Emulator(server);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }

    private static BlobStore store(@Nullable Path folder) throws IOException {
        return folder == null
                ? new TransientNio2BlobStore()
                : new FilesystemNio2BlobStore(
                        Files.createDirectories(folder).toAbsolutePath().toString());
    }
}
