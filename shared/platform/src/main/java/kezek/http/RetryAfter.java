package kezek.http;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/// Reads how long a server asks its clients to wait: the header `Retry-After`, in seconds or as a date
/// (<https://www.rfc-editor.org/rfc/rfc9110.html#name-retry-after>), and the header `retry-after-ms` of
/// model servers. A date in the past means no wait.
public final class RetryAfter {

    private RetryAfter() {}

    /// Reads the standard header: whole seconds of at most nine digits, or a date.
    ///
    /// @return not negative; empty if the header is missing or unreadable
    public static Optional<Duration> of(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(value -> parse(value, Clock.systemUTC()));
    }

    /// @param value of the standard header
    /// @return as [#of]
    public static Optional<Duration> parse(String value, Clock clock) {
        String text = value.strip();
        return text.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : untilDate(text, clock);
    }

    /// Reads the headers of model servers: `retry-after-ms`, or else `Retry-After` with fractions of a
    /// second allowed. A wait of 24 days or more counts as unreadable.
    ///
    /// @param header the value of a header, by its name in lower case
    /// @return not negative; empty if both headers are missing or unreadable
    public static Optional<Duration> ofModel(Function<String, Optional<String>> header, Clock clock) {
        return header.apply("retry-after-ms")
                .flatMap(value -> decimal(value, 1))
                .or(() -> header.apply("retry-after")
                        .flatMap(value -> decimal(value, 1000).or(() -> untilDate(value, clock))));
    }

    private static Optional<Duration> decimal(String value, long unitMillis) {
        try {
            double millis = Double.parseDouble(value) * unitMillis;
            return millis >= 0 && millis < Integer.MAX_VALUE
                    ? Optional.of(Duration.ofMillis((long) millis))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> untilDate(String date, Clock clock) {
        try {
            Instant moment = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            Duration wait = Duration.between(clock.instant(), moment);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
