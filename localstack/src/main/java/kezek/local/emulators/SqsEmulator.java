package kezek.local.emulators;

import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/// ElasticMQ on a free port of the loopback interface. A restart loses its messages, because they are in
/// memory, and the sweeper sends them again. In practice it delivers in order and without duplicates,
/// unlike SQS. It ignores retention, encryption and permissions.
public final class SqsEmulator implements AutoCloseable {

    private final SQSRestServer server;
    private final URI endpoint;

    private SqsEmulator(SQSRestServer server) {
        this.server = server;
        this.endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    public static SqsEmulator start(String region, String accountId) {
        return new SqsEmulator(SQSRestServerBuilder.withPort(0)
                .withInterface("127.0.0.1")
                .withAWSRegion(region)
                .withAWSAccountId(accountId)
                .start());
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
