package kezek.local.emulators;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import kezek.local.template.Deployment;
import org.jspecify.annotations.Nullable;

/// The three emulators, started together.
public final class Emulators implements AutoCloseable {

    private final DynamoDbEmulator dynamoDb;
    private final SqsEmulator sqs;
    private final S3Emulator s3;
    private final Endpoints endpoints;

    private Emulators(Deployment deployment, DynamoDbEmulator dynamoDb, SqsEmulator sqs, S3Emulator s3) {
        this.dynamoDb = dynamoDb;
        this.sqs = sqs;
        this.s3 = s3;
        this.endpoints = new Endpoints(deployment.region(), dynamoDb.endpoint(), sqs.endpoint(), s3.endpoint());
    }

    /// Starts the emulators, which takes about a second.
    ///
    /// @param folder where the table and the objects are kept; `null`: in memory. The queues are always
    ///     in memory.
    /// @param changes receives every object that is created or removed
    public static Emulators start(Deployment deployment, @Nullable Path folder, Consumer<ObjectChange> changes) {
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            Future<DynamoDbEmulator> dynamoDb =
                    executor.submit(() -> DynamoDbEmulator.start(folder == null ? null : folder.resolve("dynamodb")));
            Future<SqsEmulator> sqs =
                    executor.submit(() -> SqsEmulator.start(deployment.region(), deployment.accountId()));
            Future<S3Emulator> s3 =
                    executor.submit(() -> S3Emulator.start(folder == null ? null : folder.resolve("s3"), changes));
            return new Emulators(deployment, started(dynamoDb), started(sqs), started(s3));
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /// Stops all three at the same time.
    @Override
    public void close() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(sqs::close),
                        CompletableFuture.runAsync(s3::close),
                        CompletableFuture.runAsync(dynamoDb::close))
                .join();
    }

    private static <T> T started(Future<T> emulator) {
        try {
            return emulator.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an emulator did not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the emulators started", e);
        }
    }
}
