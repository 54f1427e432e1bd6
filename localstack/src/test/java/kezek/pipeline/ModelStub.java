package kezek.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that answers chat completions in place of the model, well or badly, and records the requests.
final class ModelStub implements AutoCloseable {

    static final String SUMMARY = "Клиент просит совета. Рекомендация: ответить.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOO_MANY = "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Mood mood;

    /// How it answers.
    enum Mood {
        WELL,
        /// 503 to every request.
        DEAD,
        /// Accepts the request and does not answer.
        SILENT,
        /// A 200 with prose.
        NONSENSE,
        /// A 200 with an unknown category.
        WRONG_ENUM,
        /// 429 to the first ten requests, with a wait of one second; then good answers.
        BUSY
    }

    private static final int BUSY_FOR = 10;

    private ModelStub(Mood mood) throws IOException {
        this.mood = mood;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static ModelStub start(Mood mood) throws IOException {
        return new ModelStub(mood);
    }

    void setMood(Mood other) {
        mood = other;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// @return the bodies, in order
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        switch (mood) {
            case WELL -> send(exchange, 200, completion(analysis("Консультация")));
            case DEAD -> send(exchange, 503, "{\"error\":{\"message\":\"down\"}}");
            case SILENT -> {
                awaitClosing();
                exchange.close();
            }
            case NONSENSE -> send(exchange, 200, completion("Это, скорее всего, консультация."));
            case WRONG_ENUM -> send(exchange, 200, completion(analysis("Возврат средств")));
            case BUSY -> {
                if (requests.size() > BUSY_FOR) {
                    send(exchange, 200, completion(analysis("Консультация")));
                } else {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    send(exchange, 429, TOO_MANY);
                }
            }
        }
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String analysis(String category) {
        return JSON.createObjectNode()
                .put("category", category)
                .put("sentiment", "Позитивный")
                .put("priority", 7)
                .put("language", "RU")
                .put("summary", SUMMARY)
                .toString();
    }

    private static String completion(String content) {
        ObjectNode completion = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "stub");
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", content);
        completion
                .putObject("usage")
                .put("prompt_tokens", 1_000)
                .put("completion_tokens", 100)
                .put("total_tokens", 1_100);
        return completion.toString();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
