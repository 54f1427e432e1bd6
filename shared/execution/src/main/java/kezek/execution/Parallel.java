package kezek.execution;

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

/// Applies one action to many values at the same time. Waiting is cheap on virtual threads. The simulator of
/// faults has an implementation that decides which thread continues when.
public interface Parallel {

    /// Applies the action to all values. If an action fails, its exception is thrown after all have ended; of
    /// several, that of the first input.
    ///
    /// @param atOnce how many actions run at the same time; at least 1
    /// @return the results, in the order of `inputs`
    <I, O> List<O> map(int atOnce, List<I> inputs, Function<I, O> action);

    /// Applies the action to all values at the same time.
    default <I, O> List<O> map(List<I> inputs, Function<I, O> action) {
        return map(Math.max(1, inputs.size()), inputs, action);
    }

    /// As [#map(int, List, Function)], for an action without a result.
    default <I> void forEach(int atOnce, List<I> inputs, Consumer<I> action) {
        map(atOnce, inputs, input -> {
            action.accept(input);
            return input;
        });
    }

    /// @return an implementation with a virtual thread for each value
    static Parallel onVirtualThreads() {
        return new OnVirtualThreads();
    }

    /// Thread-safe.
    final class OnVirtualThreads implements Parallel {

        private OnVirtualThreads() {}

        @Override
        public <I, O> List<O> map(int atOnce, List<I> inputs, Function<I, O> action) {
            Semaphore permits = new Semaphore(atOnce);
            List<Future<O>> outputs = new ArrayList<>();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (I input : inputs) {
                    outputs.add(executor.submit(() -> {
                        permits.acquire();
                        try {
                            return action.apply(input);
                        } finally {
                            permits.release();
                        }
                    }));
                }
            }
            return outputs.stream().map(OnVirtualThreads::result).toList();
        }

        private static <O> O result(Future<O> output) {
            try {
                return output.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransientFailure("INTERRUPTED", "interrupted while waiting for others", e);
            }
        }
    }
}
