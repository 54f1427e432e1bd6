package kezek.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult;
import kezek.local.lambda.InvocationResult.Answered;
import kezek.local.lambda.InvocationResult.Failed;
import kezek.local.lambda.PayloadTooLargeException;
import kezek.local.template.FunctionResource;
import kezek.local.template.Template;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lambda's asynchronous invocations. The caller does not wait. A failed invocation is retried as often
/// as the function's `EventInvokeConfig` says, and then a record of it is sent to the on-failure queue
/// (<https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>).
public final class AsyncInvoker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvoker.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Template template;
    private final FunctionHost host;
    private final FailureQueues failureQueues;
    private final Duration retryDelay;
    private final @Nullable Path spool;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// @param retryDelay before the first retry, and twice as long before the second; Lambda waits one
    ///     and two minutes
    /// @param spool folder that keeps accepted events until they are handled, so that a restart continues
    ///     with them; `null`: in memory only
    public AsyncInvoker(
            Template template,
            FunctionHost host,
            FailureQueues failureQueues,
            Duration retryDelay,
            @Nullable Path spool) {
        this.template = template;
        this.host = host;
        this.failureQueues = failureQueues;
        this.retryDelay = retryDelay;
        this.spool = spool;
    }

    /// Continues with the events that an earlier run accepted and did not finish.
    public void resume() {
        if (spool == null || !Files.isDirectory(spool)) {
            return;
        }
        try (Stream<Path> files = Files.list(spool)) {
            List<Path> kept = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            for (Path file : kept) {
                JsonNode entry = JSON.readTree(file.toFile());
                String function = entry.path("function").asText();
                if (template.functions().containsKey(function)) {
                    run(function, entry.path("event").toString(), file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the kept events in " + spool, e);
        }
    }

    /// Accepts the event and returns without waiting for the function.
    ///
    /// @param function logical id
    /// @param event JSON
    /// @throws PayloadTooLargeException if it has more than [FunctionHost#ASYNC_PAYLOAD_LIMIT] bytes
    public void invoke(String function, String event) {
        int size = event.getBytes(StandardCharsets.UTF_8).length;
        if (size > FunctionHost.ASYNC_PAYLOAD_LIMIT) {
            throw new PayloadTooLargeException(function, size, FunctionHost.ASYNC_PAYLOAD_LIMIT);
        }
        run(function, event, keep(function, event));
    }

    /// Stops at once. Unfinished events stay in the spool, if there is one, until the next start.
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void run(String function, String event, @Nullable Path kept) {
        executor.submit(() -> {
            try {
                invokeWithRetries(template.function(function), event);
                if (kept != null) {
                    Files.deleteIfExists(kept);
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("an event of {} is lost because the host failed", function, e);
            }
            return null;
        });
    }

    private void invokeWithRetries(FunctionResource function, String event) throws InterruptedException {
        byte[] payload = event.getBytes(StandardCharsets.UTF_8);
        int attempts = 1 + function.retries().maximumRetries();
        for (int attempt = 1; ; attempt++) {
            InvocationResult result = host.invoke(function.logicalId(), payload);
            switch (result) {
                case Answered answered -> {
                    return;
                }
                case Failed failed -> {
                    if (attempt == attempts) {
                        giveUp(function, event, failed, attempt);
                        return;
                    }
                }
            }
            Thread.sleep(retryDelay.multipliedBy(attempt));
        }
    }

    private void giveUp(FunctionResource function, String event, Failed failed, int attempts) {
        function.retries()
                .onFailureQueue()
                .ifPresent(queue -> failureQueues.send(queue, record(function, event, failed, attempts)));
    }

    private static String record(FunctionResource function, String event, Failed failed, int attempts) {
        ObjectNode record = JSON.createObjectNode();
        record.put("version", "1.0");
        record.put("timestamp", Instant.now().toString());
        record.set("requestContext", requestContext(function, failed.requestId(), "RetriesExhausted", attempts));
        record.set("requestPayload", parsed(event.getBytes(StandardCharsets.UTF_8)));
        record.set("responseContext", responseContext());
        record.set("responsePayload", parsed(failed.payload()));
        return record.toString();
    }

    static ObjectNode requestContext(FunctionResource function, String requestId, String condition, int attempts) {
        ObjectNode context = JSON.createObjectNode();
        context.put("requestId", requestId);
        context.put("functionArn", function.arn() + ":$LATEST");
        context.put("condition", condition);
        context.put("approximateInvokeCount", attempts);
        return context;
    }

    static ObjectNode responseContext() {
        ObjectNode context = JSON.createObjectNode();
        context.put("statusCode", 200);
        context.put("executedVersion", "$LATEST");
        context.put("functionError", "Unhandled");
        return context;
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(new String(json, StandardCharsets.UTF_8));
        }
    }

    private @Nullable Path keep(String function, String event) {
        if (spool == null) {
            return null;
        }
        try {
            Files.createDirectories(spool);
            ObjectNode entry = JSON.createObjectNode();
            entry.put("function", function);
            entry.set("event", JSON.readTree(event));
            Path temporary = Files.createTempFile(spool, "keeping", ".tmp");
            JSON.writeValue(temporary.toFile(), entry);
            Path file = spool.resolve(System.currentTimeMillis() + "-" + UUID.randomUUID() + ".json");
            return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an event of " + function + " in " + spool, e);
        }
    }
}
