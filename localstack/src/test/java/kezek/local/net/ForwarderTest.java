package kezek.local.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ForwarderTest {

    /// Larger than all buffers between both ends.
    private static final int LARGE = 5_000_000;

    @Test
    void requests_getTheirAnswersThroughAnotherAddress() throws Exception {
        // All of 127.0.0.0/8 belongs to this machine.
        InetAddress other = InetAddress.getByName("127.0.0.2");
        int port;
        try (LoopbackServer echo = LoopbackServer.start(0, exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                Forwarder forwarder = Forwarder.start(other, echo.uri().getPort());
                HttpClient http = HttpClient.newHttpClient()) {
            URI outside = URI.create("http://127.0.0.2:" + forwarder.port());

            for (String text : new String[] {"one", "two", "x".repeat(LARGE)}) {
                HttpRequest request = HttpRequest.newBuilder(outside)
                        .POST(BodyPublishers.ofString(text))
                        .build();
                assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo(text);
            }
            port = forwarder.port();
        }

        assertThatThrownBy(() -> new Socket(other, port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void addressOfAnotherMachine_isRefusedByName() throws IOException {
        InetAddress documentation = InetAddress.getByName("192.0.2.1");

        assertThatThrownBy(() -> Forwarder.start(documentation, 4566))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("192.0.2.1:4566");
    }
}
