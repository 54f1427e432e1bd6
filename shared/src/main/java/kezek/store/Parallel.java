package kezek.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import kezek.failure.TransientFailure;

/// Asks the table several things at once. Waiting is cheap on virtual threads; the answers are a few
/// round trips away only once.
final class Parallel {

    private Parallel() {}

    /// @return the results in the order of the inputs
    static <I, O> List<O> map(List<I> inputs, Function<I, O> question) {
        List<Callable<O>> questions = new ArrayList<>();
        inputs.forEach(input -> questions.add(() -> question.apply(input)));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<O> answers = new ArrayList<>();
            for (Future<O> answer : executor.invokeAll(questions)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("STORE_BUSY", "interrupted while reading", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
