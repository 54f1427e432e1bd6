package kezek.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kezek.local.net.LoopbackServer;

/// Lambda's Runtime API (<https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>) for all child
/// JVMs. Each child has its own path, which begins with the id of its environment.
final class RuntimeApi implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile(
            "/([^/]+)/2018-06-01/runtime/(init/error|invocation/next|invocation/([^/]+)/(response|error))");
    private static final int NO_CONTENT = -1;

    private final Map<String, ChildEnvironment> environments = new ConcurrentHashMap<>();
    private final LoopbackServer server = LoopbackServer.start(0, this::handle);

    /// The value of `AWS_LAMBDA_RUNTIME_API` for an environment.
    String address(String environmentId) {
        return server.authority() + "/" + environmentId;
    }

    void add(ChildEnvironment environment) {
        environments.put(environment.id(), environment);
    }

    void remove(ChildEnvironment environment) {
        environments.remove(environment.id());
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            ChildEnvironment environment = path.matches() ? environments.get(path.group(1)) : null;
            if (environment == null) {
                exchange.sendResponseHeaders(404, NO_CONTENT);
                return;
            }
            switch (path.group(2)) {
                case "invocation/next" -> giveNext(environment, exchange);
                case "init/error" -> environment.initFailed(accepted(exchange));
                default -> report(environment, path.group(3), path.group(4), exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(ChildEnvironment environment, String requestId, String kind, HttpExchange exchange)
            throws IOException {
        byte[] body = accepted(exchange);
        if (kind.equals("response")) {
            environment.answered(requestId, body);
        } else {
            environment.failed(requestId, body);
        }
    }

    private static byte[] accepted(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(202, NO_CONTENT);
        return body;
    }

    private static void giveNext(ChildEnvironment environment, HttpExchange exchange)
            throws IOException, InterruptedException {
        Optional<Invocation> next = environment.awaitNext();
        if (next.isEmpty()) {
            exchange.sendResponseHeaders(410, NO_CONTENT);
            return;
        }
        Invocation invocation = next.get();
        Instant deadline = invocation.delivered().join();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(deadline.toEpochMilli()));
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn",
                environment.function().resource().arn());
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        exchange.sendResponseHeaders(200, invocation.event().length == 0 ? NO_CONTENT : invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }
}
