package kezek.pipeline;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A proxy between functions and DynamoDB or SQS that adds the faults which the emulators never have:
/// conflicts, throttling, answers that are lost after the write, and the death of the function in the
/// middle of its work.
final class FaultyEndpoint implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding", "date");
    private static final String CONFLICT =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionConflictException\",\"message\":\"conflict\"}";
    private static final String CANCELLED = """
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",\
            "Message":"Transaction cancelled, please refer cancellation reasons for specific reasons",\
            "CancellationReasons":[{"Code":"TransactionConflict","Message":"conflict"},{"Code":"None"}]}""";
    private static final String THROTTLED = """
            {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow down"}""";
    private static final String UNWELL = "{\"__type\":\"InternalServerError\",\"message\":\"lost\"}";
    /// An error that clients do not retry, so that the function ends.
    private static final String END =
            "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"end\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;
    private final Random random;
    private int faultsInHundred;
    private int requestsToLive = Integer.MAX_VALUE;
    private int injected;

    /// @param random decides what happens to each request
    FaultyEndpoint(URI target, Random random) throws IOException {
        this.target = target;
        this.random = random;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void setFaultsInHundred(int percent) {
        faultsInHundred = percent;
    }

    /// After this number of requests every answer is an error that ends the function. The answer of the
    /// last of them is lost.
    synchronized void dieAfter(int requests) {
        requestsToLive = requests;
    }

    synchronized void live() {
        requestsToLive = Integer.MAX_VALUE;
    }

    synchronized int injected() {
        return injected;
    }

    private enum Fate {
        PASS,
        CONFLICT,
        THROTTLE,
        LOSE_ANSWER,
        LAST_WORK,
        DEAD
    }

    private synchronized Fate fate(String operation) {
        if (requestsToLive != Integer.MAX_VALUE) {
            requestsToLive--;
            if (requestsToLive <= 0) {
                injected++;
                return requestsToLive == 0 ? Fate.LAST_WORK : Fate.DEAD;
            }
        }
        if (random.nextInt(100) >= faultsInHundred) {
            return Fate.PASS;
        }
        injected++;
        boolean isTable = operation.startsWith("DynamoDB");
        boolean isWrite =
                List.of("TransactWriteItems", "PutItem", "UpdateItem").stream().anyMatch(operation::endsWith);
        return switch (random.nextInt(3)) {
            case 0 -> isTable && isWrite ? Fate.CONFLICT : Fate.LOSE_ANSWER;
            case 1 -> isTable ? Fate.THROTTLE : Fate.LOSE_ANSWER;
            default -> Fate.LOSE_ANSWER;
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            switch (fate(operation)) {
                case PASS -> relay(exchange, forwarded(exchange, body));
                case CONFLICT -> answer(exchange, 400, operation.endsWith("TransactWriteItems") ? CANCELLED : CONFLICT);
                case THROTTLE -> answer(exchange, 400, THROTTLED);
                case LOSE_ANSWER -> {
                    forwarded(exchange, body);
                    answer(exchange, 500, UNWELL);
                }
                case LAST_WORK -> {
                    forwarded(exchange, body);
                    answer(exchange, 400, END);
                }
                case DEAD -> answer(exchange, 400, END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.resolve(exchange.getRequestURI())).POST(BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void relay(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        response.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                headers.put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
