package kezek.classify;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import kezek.analysis.Analyst;
import kezek.failure.TransientFailure;

/// Sends chat completions, with one retry that keeps to `Retry-After` and to a deadline. The library's
/// own retries are off: they know nothing of the deadline, and two timeouts of 20 s would outlive the
/// function.
final class ModelClient implements AutoCloseable {

    private static final int TRIES = 2;
    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 600;

    private final OpenAIClient client;
    private final Clock clock;

    ModelClient(ModelSettings settings, Clock clock) {
        this.client = OpenAIOkHttpClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .apiKey(settings.apiKey())
                .timeout(settings.timeout())
                .maxRetries(0)
                // A kept connection may be closed at the other end when it is used again (an HTTP/1.0 server closes
                // each), and the request fails. A new one costs little beside the model's own time.
                .maxIdleConnections(0)
                .keepAliveDuration(Duration.ofSeconds(1))
                .build();
        this.clock = clock;
    }

    /// @throws TransientFailure when the model is busy or unreachable, also after the retry, or cannot be
    ///     before the deadline
    /// @throws OpenAIServiceException when the answer is an error that no retry mends
    ChatCompletion complete(ChatCompletionCreateParams params, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            Duration pause;
            TransientFailure failure;
            try {
                return client.chat().completions().create(params, timeout(deadline));
            } catch (OpenAIServiceException e) {
                failure = transientFailure(e);
                pause = retryAfter(e.headers()).orElseGet(ModelClient::pause);
            } catch (OpenAIIoException e) {
                failure = new TransientFailure(
                        Analyst.MODEL_UNREACHABLE, "the model did not answer in time, or no connection", e);
                pause = pause();
            }
            if (attempt == TRIES || pause.compareTo(deadline.left()) >= 0) {
                throw failure;
            }
            sleep(pause);
        }
    }

    private static RequestOptions timeout(Deadline deadline) {
        Duration left = deadline.left();
        if (!left.isPositive()) {
            throw new TransientFailure(Analyst.MODEL_UNREACHABLE, "the model used up the time of the ticket");
        }
        return RequestOptions.builder().timeout(left).build();
    }

    /// @return the failure to report if it stays so
    /// @throws OpenAIServiceException the same, when no retry can help: a bad key, an unknown model, no
    ///     quota left
    private static TransientFailure transientFailure(OpenAIServiceException e) {
        int status = e.statusCode();
        if (status == 429 && !e.code().equals(Optional.of("insufficient_quota"))) {
            return new TransientFailure(Analyst.MODEL_BUSY, "the model answered 429");
        }
        if (status == 408 || status >= 500) {
            return new TransientFailure(Analyst.MODEL_UNREACHABLE, "the model answered " + status);
        }
        throw e;
    }

    /// `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
    private Optional<Duration> retryAfter(Headers headers) {
        return headers.values("retry-after-ms").stream()
                .findFirst()
                .flatMap(value -> duration(value, 1))
                .or(() -> headers.values("retry-after").stream()
                        .findFirst()
                        .flatMap(value -> duration(value, 1000).or(() -> until(value))));
    }

    private static Optional<Duration> duration(String value, long unitMillis) {
        try {
            double millis = Double.parseDouble(value) * unitMillis;
            return millis >= 0 && millis < Integer.MAX_VALUE
                    ? Optional.of(Duration.ofMillis((long) millis))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Duration> until(String date) {
        try {
            ZonedDateTime then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), then.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration pause() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure(Analyst.MODEL_UNREACHABLE, "interrupted while waiting for the model", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
