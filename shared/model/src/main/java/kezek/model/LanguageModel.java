package kezek.model;

import java.time.Clock;
import kezek.execution.ExecutionContext;

/// A model behind an OpenAI-compatible server, with everything that one environment of a function knows of
/// it: an HTTP client, a circuit breaker, the parameters that the server does not take.
///
/// Make one for each environment and close it if the environment ends before the process. Thread-safe.
public final class LanguageModel implements AutoCloseable {

    /// Code of a failure: no connection, no answer in time, or a 5xx.
    public static final String UNREACHABLE = "MODEL_UNREACHABLE";

    /// Code of a failure: the server limits our rate (429).
    public static final String BUSY = "MODEL_BUSY";

    private final ModelSettings settings;
    private final CompletionClient client;
    private final Tracing tracing;
    private final Clock clock;

    /// Makes the HTTP client, so that the first request does not pay for it. Sends nothing.
    public LanguageModel(ModelSettings settings, Tracing tracing, ExecutionContext execution) {
        this.settings = settings;
        this.client = new CompletionClient(settings, new CircuitBreaker(execution), execution);
        this.tracing = tracing;
        this.clock = execution.clock();
    }

    /// @return a conversation for all requests that are answered in this format; make it once
    public <A> Conversation<A> conversation(AnswerFormat<A> format) {
        return new Conversation<>(settings, format, client, tracing, clock);
    }

    /// @return the time that one request may take, [ModelSettings#timeout], counted from now
    public Deadline startDeadline() {
        return Deadline.in(settings.timeout(), clock);
    }

    /// @return a meter of one request, which begins now
    public UsageMeter startMeter() {
        return new UsageMeter(settings.price(), clock);
    }

    public ModelSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        client.close();
    }
}
