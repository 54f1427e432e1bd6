package kezek.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void standardHeader_isSecondsOrADate() {
        assertThat(RetryAfter.parse(" 30 ", CLOCK)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 10:00:30 GMT", CLOCK)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 09:00:00 GMT", CLOCK)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "1.5", "-1", "soon", ""})
    void standardHeader_thatIsNeither_isUnreadable(String value) {
        assertThat(RetryAfter.parse(value, CLOCK)).isEmpty();
    }

    @Test
    void serverOfAModel_mayNameMillisecondsOrFractions() {
        assertThat(ofModel(Map.of("retry-after-ms", "250", "retry-after", "9"))).contains(Duration.ofMillis(250));
        assertThat(ofModel(Map.of("retry-after", "1.5"))).contains(Duration.ofMillis(1_500));
        assertThat(ofModel(Map.of("retry-after-ms", "soon", "retry-after", "2")))
                .contains(Duration.ofSeconds(2));
        assertThat(ofModel(Map.of("retry-after", "Sun, 01 Mar 2026 10:00:30 GMT")))
                .contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "2147484", "soon"})
    void serverOfAModel_thatNamesNoTime_isUnreadable(String value) {
        assertThat(ofModel(Map.of("retry-after", value))).isEmpty();
        assertThat(ofModel(Map.of())).isEmpty();
    }

    private static Optional<Duration> ofModel(Map<String, String> headers) {
        return RetryAfter.ofModel(name -> Optional.ofNullable(headers.get(name)), CLOCK);
    }
}
