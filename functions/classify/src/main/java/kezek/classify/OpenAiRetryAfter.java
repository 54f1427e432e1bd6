package kezek.classify;

import com.openai.core.http.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// When a server wants to be asked again: `retry-after-ms`, or `Retry-After` in seconds or as a date
/// (RFC 9110, 10.2.3).
final class OpenAiRetryAfter {

    private OpenAiRetryAfter() {}

    /// @return not negative; empty when the server says nothing, or nothing that can be read
    static Optional<Duration> of(Headers headers, Clock clock) {
        return first(headers, "retry-after-ms")
                .flatMap(value -> duration(value, 1))
                .or(() -> first(headers, "retry-after")
                        .flatMap(value -> duration(value, 1000).or(() -> until(value, clock))));
    }

    private static Optional<String> first(Headers headers, String name) {
        return headers.values(name).stream().findFirst();
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

    private static Optional<Duration> until(String date, Clock clock) {
        try {
            ZonedDateTime then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), then.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
