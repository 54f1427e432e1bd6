package kezek.model;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.RequestOptions;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.http.RetryAfter;
import kezek.model.CircuitBreaker.Admission;
import kezek.model.CircuitBreaker.Permit;

/// Sends chat completions, with one retry that respects `Retry-After`, the circuit breaker and a deadline.
/// The library's own retries are off, because they ignore the deadline: two timeouts of 20 s would outlive
/// the function.
///
/// Thread-safe.
final class CompletionClient implements AutoCloseable {

    private static final int TRIES = 2;
    private static final int SHORTEST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 600;

    /// Statuses that every request would get: the key is wrong or lacks a permission, or there is no such
    /// model.
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

    private final OpenAIClient client;
    private final CircuitBreaker breaker;
    private final ExecutionContext execution;
    private final Duration longWait;
    private volatile OptionalParameters optional;

    CompletionClient(ModelSettings settings, CircuitBreaker breaker, ExecutionContext execution) {
        this.client = OpenAIOkHttpClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .apiKey(settings.apiKey())
                .timeout(settings.timeout())
                .maxRetries(0)
                // The server may have closed a kept connection when it is used again (an HTTP/1.0 server
                // closes each), and the request fails. A new one costs little beside the model's own time.
                .maxIdleConnections(0)
                .keepAliveDuration(Duration.ofSeconds(1))
                .build();
        this.breaker = breaker;
        this.execution = execution;
        this.longWait = settings.timeout().dividedBy(2);
        this.optional = new OptionalParameters(true, settings.asksForProbabilities());
    }

    /// @throws ModelUnavailable when the model is busy, down or unreachable, also after the retry, or cannot
    ///     be asked before the deadline
    /// @throws OpenAIServiceException when the answer is an error that no retry mends
    ChatCompletion complete(ChatCompletionCreateParams params, Deadline deadline) {
        OptionalParameters asked = optional;
        try {
            return retrying(asked.addTo(params), deadline);
        } catch (OpenAIServiceException e) {
            OptionalParameters fewer = asked.after(e).orElseThrow(() -> e);
            ChatCompletion completion = complete(params, fewer, deadline);
            // Only now it is known that they were the reason, so no later request sends them.
            optional = fewer;
            return completion;
        }
    }

    /// A server that refused one optional parameter may refuse the other as well.
    private ChatCompletion complete(ChatCompletionCreateParams params, OptionalParameters asked, Deadline deadline) {
        try {
            return retrying(asked.addTo(params), deadline);
        } catch (OpenAIServiceException e) {
            OptionalParameters fewer = asked.after(e).orElseThrow(() -> e);
            return retrying(fewer.addTo(params), deadline);
        }
    }

    private ChatCompletion retrying(ChatCompletionCreateParams params, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            Failed failed;
            try (Permit permit = admitted(deadline)) {
                switch (once(params, deadline, permit)) {
                    case Completed(ChatCompletion completion) -> {
                        return completion;
                    }
                    case Failed found -> failed = found;
                }
            }
            if (attempt == TRIES || failed.pause().compareTo(deadline.left()) >= 0) {
                throw unavailable(failed.failure());
            }
            execution.pause().sleep(failed.pause());
        }
    }

    private sealed interface Outcome permits Completed, Failed {}

    private record Completed(ChatCompletion completion) implements Outcome {}

    /// @param failure to report if it stays so
    /// @param pause before a retry
    private record Failed(TransientFailure failure, Duration pause) implements Outcome {}

    private Outcome once(ChatCompletionCreateParams params, Deadline deadline, Permit permit) {
        Instant start = execution.clock().instant();
        try {
            ChatCompletion completion = client.chat().completions().create(params, timeout(deadline));
            permit.answered();
            return new Completed(completion);
        } catch (OpenAIInvalidDataException e) {
            // A 200 that is no chat completion: the server is up.
            permit.answered();
            throw e;
        } catch (OpenAIServiceException e) {
            return failed(e, permit);
        } catch (OpenAIIoException e) {
            Duration waited = Duration.between(start, execution.clock().instant());
            if (waited.compareTo(longWait) < 0) {
                permit.failed();
            } else {
                permit.timedOut();
            }
            return unreachable("the model did not answer in time, or no connection", e, pause());
        }
    }

    /// @throws OpenAIServiceException the given one if a retry cannot help: a bad key, an unknown model,
    ///     no quota left
    private Failed failed(OpenAIServiceException e, Permit permit) {
        int status = e.statusCode();
        Optional<Duration> wanted = retryAfter(e);
        if (status == 429 && !e.code().equals(Optional.of("insufficient_quota"))) {
            wanted.ifPresent(permit::busyFor);
            Duration pause = wanted.orElseGet(permit::busy);
            return new Failed(new TransientFailure(LanguageModel.BUSY, "the model answered 429", e), pause);
        }
        if (status == 408 || status >= 500) {
            wanted.ifPresentOrElse(permit::failedFor, permit::failed);
            return unreachable("the model answered " + status, e, wanted.orElseGet(this::pause));
        }
        if (status == 429 || REFUSALS.contains(status)) {
            permit.refused();
        } else {
            permit.answered();
        }
        throw e;
    }

    private static Failed unreachable(String what, Exception e, Duration pause) {
        return new Failed(new TransientFailure(LanguageModel.UNREACHABLE, what, e), pause);
    }

    /// Waits until the model may be asked.
    ///
    /// @throws ModelUnavailable if that is not before the deadline
    private Permit admitted(Deadline deadline) {
        while (true) {
            if (!deadline.left().isPositive()) {
                throw unavailable(
                        new TransientFailure(LanguageModel.UNREACHABLE, "the model used up the time of the ticket"));
            }
            switch (breaker.tryAcquire()) {
                case Admission.Granted(Permit permit) -> {
                    return permit;
                }
                case Admission.Busy(Instant until) -> {
                    // Jitter, because all at once would be too many again.
                    Duration wait = Duration.between(execution.clock().instant(), until)
                            .plusMillis(execution.chance().nextInt(1, SHORTEST_PAUSE_MILLIS));
                    if (wait.compareTo(deadline.left()) >= 0) {
                        throw unavailable(new TransientFailure(
                                LanguageModel.BUSY, "the model wants to be left alone until " + until));
                    }
                    execution.pause().sleep(wait);
                }
                case Admission.Down() ->
                    throw unavailable(new TransientFailure(
                            LanguageModel.UNREACHABLE, "the model is down and is not asked for a while"));
            }
        }
    }

    private Optional<Duration> retryAfter(OpenAIServiceException e) {
        return RetryAfter.ofModel(name -> e.headers().values(name).stream().findFirst(), execution.clock());
    }

    private ModelUnavailable unavailable(TransientFailure failure) {
        return new ModelUnavailable(failure, breaker.isGoneForLong());
    }

    private static RequestOptions timeout(Deadline deadline) {
        Duration left = deadline.left();
        return RequestOptions.builder()
                .timeout(left.isPositive() ? left : Duration.ofMillis(1))
                .build();
    }

    private Duration pause() {
        return Duration.ofMillis(execution.chance().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
    }

    @Override
    public void close() {
        client.close();
    }
}
