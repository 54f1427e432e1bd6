package kezek.local.containers;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kezek.local.emulators.Endpoints;
import kezek.local.net.Forwarder;

/// Lets functions in Docker containers reach the emulators, which listen on 127.0.0.1 only. It listens on
/// the address that this machine has in Docker's own network. Containers can reach this address, other
/// machines cannot.
public final class ContainerAccess implements AutoCloseable {

    /// Docker's default network.
    private static final String DOCKER_INTERFACE = "docker0";

    private final List<Forwarder> forwarders = new ArrayList<>();
    private final Endpoints endpoints;

    private ContainerAccess(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /// @return this machine's address in Docker's default network; empty if there is no Docker, or if
    ///     Docker runs in a virtual machine (Docker Desktop)
    public static Optional<InetAddress> dockerAddress() {
        try {
            NetworkInterface docker = NetworkInterface.getByName(DOCKER_INTERFACE);
            return docker == null
                    ? Optional.empty()
                    : docker.inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .findFirst();
        } catch (SocketException e) {
            throw new IllegalStateException("the network interfaces cannot be listed", e);
        }
    }

    /// @param address of this machine, as containers see it
    public static ContainerAccess open(Endpoints emulators, InetAddress address) {
        ContainerAccess access = new ContainerAccess(new Endpoints(
                emulators.region(),
                at(address, emulators.dynamoDb()),
                at(address, emulators.sqs()),
                at(address, emulators.s3())));
        try {
            List.of(emulators.dynamoDb(), emulators.sqs(), emulators.s3())
                    .forEach(service -> access.forwarders.add(Forwarder.start(address, service.getPort())));
            return access;
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    /// The addresses of the emulators for a container. They also work on this machine.
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        forwarders.forEach(Forwarder::close);
    }

    private static URI at(InetAddress address, URI service) {
        return URI.create("http://" + address.getHostAddress() + ":" + service.getPort());
    }
}
