package kezek.local.lambda;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// One invocation in an environment.
///
/// @param delivered completed with the deadline when the function receives the event
record Invocation(
        String requestId,
        byte[] event,
        CompletableFuture<Instant> delivered,
        CompletableFuture<InvocationResult> result) {

    static Invocation of(byte[] event) {
        return new Invocation(
                UUID.randomUUID().toString(), event, new CompletableFuture<>(), new CompletableFuture<>());
    }
}
