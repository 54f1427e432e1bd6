package kezek.classify;

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
import kezek.analysis.TicketAnalyzer;
import kezek.classify.CircuitBreaker.Admission;
import kezek.classify.CircuitBreaker.Permit;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;

/// Sends chat completions, with one retry that keeps to `Retry-After`, to the breaker and to a deadline.
/// The library's own retries are off: they know nothing of the deadline, and two timeouts of 20 s would
/// outlive the function.
///
/// Thread-safe.
final class ModelClient implements AutoCloseable {

    private static final int TRIES = 2;
    private static final int SHORTEST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 600;

    /// Whatever we ask: the key is wrong, may not, or the model has no such name here.
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

    private final OpenAIClient client;
    private final CircuitBreaker breaker;
    private final ExecutionContext execution;
    private final Duration longWait;
    private volatile Extras extras;

    ModelClient(ModelSettings settings, CircuitBreaker breaker, ExecutionContext execution) {
        this.client = OpenAIOkHttpClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .apiKey(settings.apiKey())
                .timeout(settings.timeout())
                .maxRetries(0)
                // A kept connection may be closed at the other end when it is used again (an HTTP/1.0
                // server closes each), and the request fails. A new one costs little beside the model's
                // own time.
                .maxIdleConnections(0)
                .keepAliveDuration(Duration.ofSeconds(1))
                .build();
        this.breaker = breaker;
        this.execution = execution;
        this.longWait = settings.timeout().dividedBy(2);
        this.extras = new Extras(true, settings.asksForProbabilities());
    }

    /// @throws ModelAbsence when the model is busy, down or unreachable, also after the retry, or cannot be
    ///     asked before the deadline
    /// @throws OpenAIServiceException when the answer is an error that no retry mends
    ChatCompletion complete(ChatCompletionCreateParams params, Deadline deadline) {
        Extras asked = extras;
        try {
            return retrying(asked.on(params), deadline);
        } catch (OpenAIServiceException e) {
            Extras fewer = asked.after(e).orElseThrow(() -> e);
            ChatCompletion completion = complete(params, fewer, deadline);
            // Only now it is known that they were the reason: nobody asks for them again.
            extras = fewer;
            return completion;
        }
    }

    /// After a refusal of one extra, the other may be refused as well.
    private ChatCompletion complete(ChatCompletionCreateParams params, Extras asked, Deadline deadline) {
        try {
            return retrying(asked.on(params), deadline);
        } catch (OpenAIServiceException e) {
            Extras fewer = asked.after(e).orElseThrow(() -> e);
            return retrying(fewer.on(params), deadline);
        }
    }

    private ChatCompletion retrying(ChatCompletionCreateParams params, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            Trouble trouble;
            try (Permit permit = admitted(deadline)) {
                switch (once(params, deadline, permit)) {
                    case Answered(ChatCompletion completion) -> {
                        return completion;
                    }
                    case Trouble found -> trouble = found;
                }
            }
            if (attempt == TRIES || trouble.pause().compareTo(deadline.left()) >= 0) {
                throw absence(trouble.failure());
            }
            execution.pause().sleep(trouble.pause());
        }
    }

    private sealed interface Outcome permits Answered, Trouble {}

    private record Answered(ChatCompletion completion) implements Outcome {}

    /// @param failure to report if it stays so
    /// @param pause before a retry
    private record Trouble(TransientFailure failure, Duration pause) implements Outcome {}

    private Outcome once(ChatCompletionCreateParams params, Deadline deadline, Permit permit) {
        Instant start = execution.clock().instant();
        try {
            ChatCompletion completion = client.chat().completions().create(params, timeout(deadline));
            permit.answered();
            return new Answered(completion);
        } catch (OpenAIInvalidDataException e) {
            // A 200 that is no chat completion: somebody is there.
            permit.answered();
            throw e;
        } catch (OpenAIServiceException e) {
            return trouble(e, permit);
        } catch (OpenAIIoException e) {
            Duration waited = Duration.between(start, execution.clock().instant());
            if (waited.compareTo(longWait) < 0) {
                permit.failed();
            } else {
                permit.waitedInVain();
            }
            return unreachable("the model did not answer in time, or no connection", e, pause());
        }
    }

    /// @throws OpenAIServiceException the same, when no retry can help: a bad key, an unknown model, no
    ///     quota left
    private Trouble trouble(OpenAIServiceException e, Permit permit) {
        int status = e.statusCode();
        Optional<Duration> wanted = OpenAiRetryAfter.of(e.headers(), execution.clock());
        if (status == 429 && !e.code().equals(Optional.of("insufficient_quota"))) {
            wanted.ifPresent(permit::busyFor);
            Duration pause = wanted.orElseGet(permit::busy);
            return new Trouble(new TransientFailure(TicketAnalyzer.MODEL_BUSY, "the model answered 429", e), pause);
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

    private static Trouble unreachable(String what, Exception e, Duration pause) {
        return new Trouble(new TransientFailure(TicketAnalyzer.MODEL_UNREACHABLE, what, e), pause);
    }

    /// Waits until the model may be asked, if that is before the deadline.
    private Permit admitted(Deadline deadline) {
        while (true) {
            if (!deadline.left().isPositive()) {
                throw absence(new TransientFailure(
                        TicketAnalyzer.MODEL_UNREACHABLE, "the model used up the time of the ticket"));
            }
            switch (breaker.ask()) {
                case Admission.Granted(Permit permit) -> {
                    return permit;
                }
                case Admission.Busy(Instant until) -> {
                    // A little later than told, each at its own time: all at once would be too many again.
                    Duration wait = Duration.between(execution.clock().instant(), until)
                            .plusMillis(execution.chance().nextInt(1, SHORTEST_PAUSE_MILLIS));
                    if (wait.compareTo(deadline.left()) >= 0) {
                        throw absence(new TransientFailure(
                                TicketAnalyzer.MODEL_BUSY, "the model wants to be left alone until " + until));
                    }
                    execution.pause().sleep(wait);
                }
                case Admission.Down() ->
                    throw absence(new TransientFailure(
                            TicketAnalyzer.MODEL_UNREACHABLE, "the model is down and is not asked for a while"));
            }
        }
    }

    private ModelAbsence absence(TransientFailure failure) {
        return new ModelAbsence(failure, breaker.isGoneForLong());
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
