package kezek.local.emulators;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local with its streams, on a free port of the loopback interface.
///
/// DynamoDB Local's own server always listens on every interface. Therefore a server of ours runs its
/// request handler. It never deletes items by time to live, never throttles and never reports a conflict.
/// Stream records are trimmed after 24 hours.
public final class DynamoDbEmulator implements AutoCloseable {

    /// Permission to do anything with any table. DynamoDB Local's own command uses the same value.
    private static final int ALL_AUTHORITY = 0;

    private final Server server;
    private final LocalDynamoDBServerHandler handler;

    private DynamoDbEmulator(Server server, LocalDynamoDBServerHandler handler) {
        this.server = server;
        this.handler = handler;
    }

    /// @param folder where the data is kept; `null`: in memory
    public static DynamoDbEmulator start(@Nullable Path folder) throws Exception {
        String databasePath = folder == null ? null : createdFolder(folder).toString();
        LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(ALL_AUTHORITY, folder == null, databasePath, true, false), null);
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(handler);
        server.setStopTimeout(0);
        server.start();
        return new DynamoDbEmulator(server, handler);
    }

    public URI endpoint() {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        try {
            server.stop();
            handler.close();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop", e);
        }
    }

    private static Path createdFolder(Path folder) throws IOException {
        return Files.createDirectories(folder).toAbsolutePath();
    }
}
