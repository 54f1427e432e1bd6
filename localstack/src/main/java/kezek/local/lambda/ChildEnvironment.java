package kezek.local.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One child JVM. It handles one invocation at a time. It cannot be used again after it died or timed
/// out.
final class ChildEnvironment {

    /// Lambda allows 10 s for a function to start. A machine that starts many at the same time is slower.
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final String id;
    private final LocalFunction function;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final BlockingQueue<Optional<Invocation>> next = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Invocation> current = new AtomicReference<>();
    private final AtomicReference<byte @Nullable []> initError = new AtomicReference<>();

    ChildEnvironment(String id, LocalFunction function, Process process, FunctionLog log) {
        this.id = id;
        this.function = function;
        this.process = process;
        Thread.ofVirtual().name(id + "-log").start(() -> copyLines(log));
        process.onExit().thenAccept(this::exited);
    }

    String id() {
        return id;
    }

    LocalFunction function() {
        return function;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until the function is loaded or has failed to load.
    void awaitReady() throws InterruptedException {
        try {
            ready.get(INIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The next invocation reports it.
            return;
        }
    }

    InvocationResult invoke(byte[] event) throws InterruptedException {
        Invocation invocation = Invocation.of(event);
        current.set(invocation);
        next.add(Optional.of(invocation));
        if (!process.isAlive()) {
            exited(process);
        }
        try {
            invocation.delivered().get(INIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return invocation.result().get(function.resource().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            return ErrorPayload.timedOut(
                    invocation.requestId(), function.resource().timeout());
        } catch (ExecutionException e) {
            throw new IllegalStateException("results are never completed exceptionally", e);
        } finally {
            current.set(null);
        }
    }

    /// Waits for an invocation. The runtime client calls this through the Runtime API.
    ///
    /// @return empty if the environment has ended
    Optional<Invocation> awaitNext() throws InterruptedException {
        ready.complete(null);
        Optional<Invocation> invocation = next.take();
        invocation.ifPresent(given -> given.delivered()
                .complete(Instant.now().plus(function.resource().timeout())));
        return invocation;
    }

    void answered(String requestId, byte[] payload) {
        Invocation invocation = current.get();
        if (invocation != null && invocation.requestId().equals(requestId)) {
            invocation
                    .result()
                    .complete(
                            payload.length > FunctionHost.PAYLOAD_LIMIT
                                    ? ErrorPayload.tooLarge(requestId, payload.length)
                                    : new InvocationResult.Answered(requestId, payload));
        }
    }

    void failed(String requestId, byte[] error) {
        Invocation invocation = current.get();
        if (invocation != null && invocation.requestId().equals(requestId)) {
            invocation.result().complete(ErrorPayload.reported(requestId, error));
        }
    }

    void initFailed(byte[] error) {
        initError.set(error);
    }

    void kill() {
        process.destroyForcibly();
    }

    private void exited(Process ended) {
        ready.complete(null);
        Invocation invocation = current.get();
        if (invocation != null) {
            byte[] error = initError.get();
            invocation.delivered().complete(Instant.now());
            invocation
                    .result()
                    .complete(
                            error == null
                                    ? ErrorPayload.exited(invocation.requestId(), ended.exitValue())
                                    : ErrorPayload.reported(invocation.requestId(), error));
        }
        next.add(Optional.empty());
    }

    private void copyLines(FunctionLog log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.line(function.id(), id, line);
            }
        } catch (IOException e) {
            // The output of a killed child ends with an exception.
            if (process.isAlive()) {
                log.line(function.id(), id, "its output ended: " + e.getMessage());
            }
        }
    }
}
