package kezek.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult;
import kezek.local.lambda.InvocationResult.Answered;
import kezek.local.lambda.InvocationResult.Failed;
import kezek.local.lambda.PayloadTooLargeException;
import kezek.local.net.LoopbackServer;
import kezek.local.template.Template;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// API Gateway's HTTP API on 127.0.0.1. It invokes the function of the matching route with an event of
/// payload format 2.0 and serves the function's answer. No authorizer runs: every process on this machine
/// can call it.
///
/// The limits are API Gateway's: 10 MB for a request, 30 s for an answer.
public final class HttpApi implements AutoCloseable {

    /// The largest body of a request, in bytes.
    public static final int REQUEST_LIMIT = 10 * 1024 * 1024;

    /// Time limit for a function's answer.
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_CONTENT = -1;

    private final Routes routes;
    private final HttpEvents events;
    private final FunctionHost host;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final LoopbackServer server;

    /// Starts to listen.
    ///
    /// @param port 0 for any free one
    public HttpApi(Template template, FunctionHost host, int port) {
        this.routes = new Routes(template.routes());
        this.events = new HttpEvents(template.deployment());
        this.host = host;
        this.server = LoopbackServer.start(port, this::handle);
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Routes.Match> match = routes.find(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            if (match.isEmpty()) {
                answer(exchange, 404, "Not Found");
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(REQUEST_LIMIT + 1);
            if (body.length > REQUEST_LIMIT) {
                answer(exchange, 413, "Request Entity Too Large");
                return;
            }
            invoke(exchange, match.get(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a request was not answered", e);
            answer(exchange, 500, "Internal Server Error");
        }
    }

    private void invoke(HttpExchange exchange, Routes.Match match, byte[] body)
            throws IOException, InterruptedException {
        byte[] event = events.event(exchange, match, body);
        Future<InvocationResult> call =
                executor.submit(() -> host.invoke(match.route().function(), event));
        try {
            switch (call.get(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                case Answered answered -> answer(exchange, answered.payload());
                case Failed failed when failed.timedOut() -> answer(exchange, 503, "Service Unavailable");
                case Failed failed -> answer(exchange, 500, "Internal Server Error");
            }
        } catch (TimeoutException e) {
            call.cancel(true);
            answer(exchange, 503, "Service Unavailable");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PayloadTooLargeException) {
                answer(exchange, 413, "Request Entity Too Large");
                return;
            }
            throw new IllegalStateException("calling " + match.route().function() + " failed", e.getCause());
        }
    }

    /// A function answers an object with `statusCode`, or any other JSON, which becomes the body of a 200
    /// response.
    private static void answer(HttpExchange exchange, byte[] payload) throws IOException {
        JsonNode answer;
        try {
            answer = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            answer(exchange, 500, "Internal Server Error");
            return;
        }
        if (!answer.path("statusCode").isMissingNode()) {
            structured(exchange, answer);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = answer.isTextual() ? answer.asText().getBytes(StandardCharsets.UTF_8) : payload;
        send(exchange, 200, body);
    }

    private static void structured(HttpExchange exchange, JsonNode answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/plain;charset=UTF-8");
        answer.path("headers").properties().forEach(header -> {
            // The server counts the bytes itself.
            if (!header.getKey().equalsIgnoreCase("content-length")) {
                headers.set(header.getKey(), header.getValue().asText());
            }
        });
        for (JsonNode cookie : answer.path("cookies")) {
            headers.add("Set-Cookie", cookie.asText());
        }
        String text = answer.path("body").asText("");
        byte[] body = answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        send(exchange, answer.path("statusCode").asInt(), body);
    }

    private static void answer(HttpExchange exchange, int status, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean mayHaveBody = !exchange.getRequestMethod().equals("HEAD")
                && !List.of(204, 304).contains(status);
        exchange.sendResponseHeaders(status, body.length == 0 || !mayHaveBody ? NO_CONTENT : body.length);
        if (mayHaveBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
