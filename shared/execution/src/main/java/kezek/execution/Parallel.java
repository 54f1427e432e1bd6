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

/// Does the same with many values at once. Waiting is cheap on virtual threads. The simulator of faults
/// has one that decides itself who goes on when.
public interface Parallel {

    /// @param atOnce so many work at the same time
    /// @return the results, in the order of `inputs`; the first failure is thrown, when all have ended
    <I, O> List<O> map(int atOnce, List<I> inputs, Function<I, O> action);

    /// All at once.
    default <I, O> List<O> map(List<I> inputs, Function<I, O> action) {
        return map(Math.max(1, inputs.size()), inputs, action);
    }

    default <I> void forEach(int atOnce, List<I> inputs, Consumer<I> action) {
        map(atOnce, inputs, input -> {
            action.accept(input);
            return input;
        });
    }

    /// @return one with a virtual thread for each value
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
