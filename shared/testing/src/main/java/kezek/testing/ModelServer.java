package kezek.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A fake model server. It returns the prepared replies in order, repeats the last one, and records the
/// requests.
public final class ModelServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /// @param holdsBack whether the server sends no reply until it is closed
    public record Reply(int status, Map<String, String> headers, String body, boolean holdsBack) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);

    public ModelServer(Reply... replies) throws IOException {
        this.replies.addAll(List.of(replies));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static Reply completion(String content) {
        return completion(content, "stop");
    }

    public static Reply completion(String content, String finishReason) {
        var message = JSON.createObjectNode().put("role", "assistant").put("content", content);
        return choice(message, finishReason);
    }

    public static Reply refusal(String refusal) {
        var message = JSON.createObjectNode().put("role", "assistant").put("refusal", refusal);
        message.putNull("content");
        return choice(message, "stop");
    }

    private static Reply choice(JsonNode message, String finishReason) {
        var body = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "stub");
        var choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
        choice.set("message", message);
        return raw(body.toString());
    }

    /// @return the completion with these token counts
    public static Reply taking(int promptTokens, int answerTokens, Reply completion) {
        return with(
                completion,
                body -> body.putObject("usage")
                        .put("prompt_tokens", promptTokens)
                        .put("completion_tokens", answerTokens)
                        .put("total_tokens", promptTokens + answerTokens));
    }

    /// @return the completion with one token per letter. The first token of `value` has the probability
    ///     `that`, all others have `all`
    public static Reply probable(double all, String value, double that, Reply completion) {
        return with(completion, body -> {
            ObjectNode choice = (ObjectNode) body.path("choices").get(0);
            String content = choice.at("/message/content").asText();
            ArrayNode tokens = choice.putObject("logprobs").putArray("content");
            int from = content.indexOf(value);
            content.codePoints().forEach(letter -> token(tokens, Character.toString(letter), 0));
            for (int index = 0; index < tokens.size(); index++) {
                ((ObjectNode) tokens.get(index)).put("logprob", Math.log(all));
            }
            ((ObjectNode) tokens.get(from)).put("logprob", Math.log(that));
        });
    }

    private static void token(ArrayNode tokens, String letter, double logprob) {
        ObjectNode token = tokens.addObject().put("token", letter).put("logprob", logprob);
        ArrayNode bytes = token.putArray("bytes");
        for (byte value : letter.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(value & 0xff);
        }
        token.putArray("top_logprobs");
    }

    private static Reply with(Reply completion, Consumer<ObjectNode> change) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(completion.body());
            change.accept(body);
            return raw(body.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Reply raw(String body) {
        return new Reply(200, Map.of("Content-Type", "application/json"), body, false);
    }

    public static Reply error(int status, String code, Map<String, String> headers) {
        return new Reply(status, headers, "{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}", false);
    }

    public static Reply silence() {
        return new Reply(200, Map.of(), "", true);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(JSON.readTree(exchange.getRequestBody()));
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        paths.add(exchange.getRequestURI().getPath());
        arrivals.release();
        Reply reply = replies.size() > 1 ? replies.remove() : replies.element();
        if (reply.holdsBack()) {
            awaitClosing();
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return the base URI, without a path
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<JsonNode> requests() {
        return requests;
    }

    /// Waits until the server has received this number of requests, because a client may time out before
    /// the server has read its request.
    ///
    /// @return all requests so far
    /// @throws AssertionError if fewer arrive within a minute
    public List<JsonNode> awaitRequests(int count) throws InterruptedException {
        if (!arrivals.tryAcquire(count, 1, TimeUnit.MINUTES)) {
            throw new AssertionError(requests.size() + " requests came within a minute, and not " + count);
        }
        arrivals.release(count);
        return requests;
    }

    public List<String> paths() {
        return paths;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
