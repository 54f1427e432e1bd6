package kezek.local.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forwards connections from another network interface to a port of 127.0.0.1. It listens on the
/// interface's address with the same port and passes bytes on in both directions.
public final class Forwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private final ServerSocket server;
    private final int port;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Forwarder(ServerSocket server, int port) {
        this.server = server;
        this.port = port;
        this.acceptor = Thread.ofVirtual().name("forwarder-" + port).unstarted(this::accept);
    }

    /// @param address a non-loopback address of this machine
    /// @throws IllegalStateException if the address does not belong to this machine, or its port is taken
    public static Forwarder start(InetAddress address, int port) {
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(address, port));
            } catch (IOException e) {
                server.close();
                throw e;
            }
            Forwarder forwarder = new Forwarder(server, port);
            forwarder.acceptor.start();
            return forwarder;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot listen on " + address.getHostAddress() + ":" + port + "; it must be an address of this"
                            + " machine, with that port free",
                    e);
        }
    }

    public int port() {
        return port;
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Thread.ofVirtual().name("forward-" + port).start(() -> connect(caller));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException("port " + port + " is not forwarded any more", e);
            }
        }
    }

    private void connect(Socket caller) {
        open.add(caller);
        try (caller;
                Socket service = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Packets are small in both directions. Waiting to fill one costs 40 ms.
            caller.setTcpNoDelay(true);
            service.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> pass(service, caller));
            pass(caller, service);
            answers.join();
        } catch (IOException e) {
            LOG.warn("a connection to port {} is closed: {}", port, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
        }
    }

    /// Copies bytes until one side ends the connection, and then ends the other side.
    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The connection broke, so the other direction must end too.
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a broken connection could not be closed", e);
        }
    }

    /// Closes every connection at once.
    @Override
    public void close() {
        try {
            server.close();
            // The port closes a moment later, when the acceptor has ended.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " is still forwarded", e);
        }
        open.forEach(Forwarder::closeQuietly);
    }
}
