package kezek.http;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The header `Retry-After` of another system's answer: seconds, or a date
/// (<https://www.rfc-editor.org/rfc/rfc9110.html#name-retry-after>).
public final class RetryAfter {

    private RetryAfter() {}

    /// @return how long to wait; empty if the header is missing or cannot be read
    public static Optional<Duration> of(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(value -> parse(value, Clock.systemUTC()));
    }

    /// @param value of the header
    /// @return how long to wait, zero for a date in the past; empty if the value cannot be read
    public static Optional<Duration> parse(String value, Clock clock) {
        String text = value.strip();
        try {
            return Optional.of(
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : until(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)), clock));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant moment, Clock clock) {
        Duration wait = Duration.between(clock.instant(), moment);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
