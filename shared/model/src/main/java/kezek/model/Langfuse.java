package kezek.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;

/// Sends a span for each call of the model to Langfuse, as OTLP over HTTP in JSON
/// (<https://opentelemetry.io/docs/specs/otlp/#otlphttp>), with the attributes of OpenTelemetry's
/// semantic conventions for generative models. A span contains numbers, names of models and prompts, and
/// ids, but no text by the client or the model.
///
/// Only [#flush] waits for the delivery, at most [#DEADLINE]. Spans that Langfuse does not accept in time
/// are dropped, and so are new spans while [#MOST_SPANS] are waiting. A log line, at most once a minute,
/// says how many were dropped.
///
/// Thread-safe.
final class Langfuse implements Tracing, AutoCloseable {

    static final URI CLOUD = URI.create("https://cloud.langfuse.com");
    static final int MOST_SPANS = 512;
    static final Duration DEADLINE = Duration.ofMillis(1_500);

    private static final System.Logger LOG = System.getLogger(Langfuse.class.getName());
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int CLIENT = 3;
    private static final int ERROR = 2;
    private static final int OK = 200;

    private final HttpClient http;
    private final JsonMapper json = new JsonMapper();
    private final BlockingQueue<ModelCall> waiting = new ArrayBlockingQueue<>(MOST_SPANS);
    private final URI traces;
    private final String authorization;
    private final String function;
    private final Duration deadline;
    private final ExecutionContext execution;
    private int dropped;
    private Instant quietUntil = Instant.MIN;

    /// @param base without `/api/public/otel`
    /// @param function such as `classify`
    /// @param deadline of each [#flush]
    Langfuse(
            URI base,
            String publicKey,
            String secretKey,
            String function,
            Duration deadline,
            ExecutionContext execution) {
        this.http = HttpClient.newBuilder().connectTimeout(deadline).build();
        this.traces = URI.create(base.toString().replaceFirst("/+$", "") + "/api/public/otel/v1/traces");
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((publicKey + ":" + secretKey).getBytes(StandardCharsets.UTF_8));
        this.function = function;
        this.deadline = deadline;
        this.execution = execution;
    }

    /// As [Tracing#from].
    ///
    /// @return empty if it is not enabled
    static Optional<Langfuse> from(Settings settings, String function, ExecutionContext execution) {
        return switch (settings.optional("LANGFUSE_ENABLED").orElse("false").strip()) {
            case "false" -> Optional.empty();
            case "true" ->
                Optional.of(new Langfuse(
                        settings.optional("LANGFUSE_BASE_URL")
                                .map(Langfuse::address)
                                .orElse(CLOUD),
                        settings.required("LANGFUSE_PUBLIC_KEY"),
                        settings.required("LANGFUSE_SECRET_KEY"),
                        function,
                        DEADLINE,
                        execution));
            default -> throw new IllegalArgumentException("LANGFUSE_ENABLED must be true or false");
        };
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text.strip());
            if (List.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "LANGFUSE_BASE_URL must be an address such as " + CLOUD + ", but is " + text, e);
        }
        throw new IllegalArgumentException(
                "LANGFUSE_BASE_URL must be an address such as " + CLOUD + ", but is " + text);
    }

    @Override
    public void record(ModelCall call) {
        if (!waiting.offer(call)) {
            drop(1, "more than " + MOST_SPANS + " wait to be sent");
        }
    }

    @Override
    public void flush() {
        List<ModelCall> calls = new ArrayList<>();
        waiting.drainTo(calls);
        if (calls.isEmpty()) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(traces)
                .timeout(deadline)
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(body(calls)))
                .build();
        try {
            HttpResponse<Void> response =
                    http.sendAsync(request, BodyHandlers.discarding()).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                drop(calls.size(), "it answered " + response.statusCode());
            }
        } catch (ExecutionException e) {
            drop(calls.size(), "no connection, or it broke");
        } catch (TimeoutException e) {
            drop(calls.size(), "no answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drop(calls.size(), "interrupted");
        }
    }

    private synchronized void drop(int spans, String why) {
        dropped += spans;
        Instant now = execution.clock().instant();
        if (now.isBefore(quietUntil)) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "{0} spans did not reach Langfuse: {1}", dropped, why);
        dropped = 0;
        quietUntil = now.plus(QUIET);
    }

    private String body(List<ModelCall> calls) {
        ObjectNode body = json.createObjectNode();
        ObjectNode resource = body.putArray("resourceSpans").addObject();
        add(resource.putObject("resource").putArray("attributes"), "service.name", "kezek-" + function);
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "kezek." + function);
        ArrayNode spans = scope.putArray("spans");
        calls.forEach(call -> fill(spans.addObject(), call));
        return body.toString();
    }

    private void fill(ObjectNode span, ModelCall call) {
        span.put("traceId", randomHex(16))
                .put("spanId", randomHex(8))
                .put("name", "chat " + call.model())
                .put("kind", CLIENT)
                .put("startTimeUnixNano", nanos(call.start()))
                .put("endTimeUnixNano", nanos(call.end()));
        ArrayNode attributes = span.putArray("attributes");
        add(attributes, "gen_ai.operation.name", "chat");
        add(attributes, "gen_ai.provider.name", "openai");
        add(attributes, "gen_ai.request.model", call.model());
        add(attributes, "gen_ai.usage.input_tokens", call.promptTokens());
        add(attributes, "gen_ai.usage.output_tokens", call.answerTokens());
        call.costMicroUsd().ifPresent(cost -> add(attributes, "gen_ai.usage.cost", cost / 1e6));
        add(attributes, "langfuse.observation.type", "generation");
        add(attributes, "langfuse.trace.name", call.isRepair() ? call.promptName() + ", repair" : call.promptName());
        add(attributes, "langfuse.trace.metadata.ticket_id", call.ticketId());
        add(attributes, "langfuse.trace.metadata.prompt", call.promptId());
        add(attributes, "kezek.ticket.id", call.ticketId());
        add(attributes, "kezek.prompt.id", call.promptId());
        call.problem().ifPresent(problem -> {
            add(attributes, "error.type", problem);
            span.putObject("status").put("code", ERROR).put("message", problem);
        });
    }

    private static void add(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    /// Protobuf's JSON has 64-bit integers as text.
    private static void add(ArrayNode attributes, String key, long value) {
        attributes.addObject().put("key", key).putObject("value").put("intValue", Long.toString(value));
    }

    private static void add(ArrayNode attributes, String key, double value) {
        attributes.addObject().put("key", key).putObject("value").put("doubleValue", value);
    }

    private static String nanos(Instant time) {
        return Long.toString(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
    }

    private String randomHex(int bytes) {
        byte[] id = new byte[bytes];
        execution.chance().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public void close() {
        http.close();
    }
}
