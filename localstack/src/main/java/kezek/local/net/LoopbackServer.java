package kezek.local.net;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's HTTP server on 127.0.0.1. Each request runs on a virtual thread of its own, so a handler may
/// block.
public final class LoopbackServer implements AutoCloseable {

    static {
        // Without this an answer with a body waits 40 ms for the acknowledgement of its headers
        // (JDK-8014254).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(HttpServer server, HttpHandler handler) {
        this.server = server;
        server.setExecutor(executor);
        server.createContext("/", handler);
    }

    /// @param port 0: any free port
    /// @throws IllegalStateException if the port is taken
    public static LoopbackServer start(int port, HttpHandler handler) {
        try {
            LoopbackServer loopback =
                    new LoopbackServer(HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0), handler);
            loopback.server.start();
            return loopback;
        } catch (BindException e) {
            throw new IllegalStateException(
                    "port " + port + " of 127.0.0.1 is in use; stop the other program or choose another port", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
    }

    public URI uri() {
        return URI.create("http://" + authority());
    }

    /// Returns host and port.
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Closes every connection at once and interrupts the handlers.
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
