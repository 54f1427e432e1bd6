package kezek.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The ids of waves.
///
/// - `{run}.{number, 5 digits}`: rows 5,000·n+1 … 5,000·(n+1) of one run of a file;
/// - `LIVE.{hour}`: what came outside a file, or came back to life; always plannable;
/// - `PARKED.{0…15}`: what nobody can take.
public final class WaveIds {

    /// Rows in a wave. The number of a row's wave depends on the row alone, so every reading of a file
    /// cuts the same waves.
    public static final int ROWS_PER_WAVE = 5_000;

    private static final int PARKED_WAVES = 16;
    private static final String LIVE = "LIVE.";
    private static final String PARKED = "PARKED.";
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuuMMddHH").withZone(ZoneOffset.UTC);

    private WaveIds() {}

    public static String ofRun(String run, int number) {
        return String.format(Locale.ROOT, "%s.%05d", run, number);
    }

    static String live(Instant now) {
        return LIVE + HOUR.format(now);
    }

    /// @return the end of the hour that a LIVE wave collects
    public static Instant endOfLive(String wave) {
        return LocalDateTime.parse(wave.substring(LIVE.length()) + "00", DateTimeFormatter.ofPattern("uuuuMMddHHmm"))
                .toInstant(ZoneOffset.UTC)
                .plus(Duration.ofHours(1));
    }

    static String parked(String ticketId) {
        return PARKED + Math.floorMod(ticketId.hashCode(), PARKED_WAVES);
    }

    public static List<String> allParked() {
        return IntStream.range(0, PARKED_WAVES).mapToObj(n -> PARKED + n).toList();
    }

    public static boolean isLive(String wave) {
        return wave.startsWith(LIVE);
    }

    public static boolean isParked(String wave) {
        return wave.startsWith(PARKED);
    }
}
