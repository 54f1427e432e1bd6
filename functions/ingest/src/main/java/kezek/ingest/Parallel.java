package kezek.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import kezek.failure.TransientFailure;

/// Waits for many writes at once, on virtual threads.
final class Parallel {

    /// More at once only queue up behind DynamoDB's partitions.
    private static final int MAX_AT_ONCE = 16;

    private Parallel() {}

    static <T> void forEach(List<T> values, Consumer<T> action) {
        map(values, value -> {
            action.accept(value);
            return value;
        });
    }

    /// @return the results, in the order of `values`; the first failure is thrown, when all have ended
    static <T, R> List<R> map(List<T> values, Function<T, R> action) {
        Semaphore permits = new Semaphore(MAX_AT_ONCE);
        List<Future<R>> futures = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T value : values) {
                futures.add(executor.submit(() -> {
                    permits.acquire();
                    try {
                        return action.apply(value);
                    } finally {
                        permits.release();
                    }
                }));
            }
        }
        return futures.stream().map(Parallel::result).toList();
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("INTERRUPTED", "interrupted while writing", e);
        }
    }
}
