package kezek.waves;

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
/// - `LIVE.{hour}`: tickets that came without a file, or go on after they failed or were closed. It may always
///   be planned;
/// - `PARKED`: tickets that no manager can take. Its rows are in `PARKED.{0…15}`, because one partition accepts
///   only 1,000 writes a second. It is planned as one wave.
public final class WaveIds {

    /// Rows in a wave. The number of a row's wave depends on the row alone, so every pass over a file makes the
    /// same waves.
    public static final int ROWS_PER_WAVE = 5_000;

    public static final String PARKED = "PARKED";

    private static final int PARKED_PARTITIONS = 16;
    private static final String LIVE = "LIVE.";
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuuMMddHH").withZone(ZoneOffset.UTC);

    private WaveIds() {}

    /// @param number counts from 0
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

    /// @return the wave in which the row of a parked ticket is
    public static String parked(String ticketId) {
        return PARKED + "." + Math.floorMod(ticketId.hashCode(), PARKED_PARTITIONS);
    }

    /// @return the waves in which the rows of this wave are, as the slots of tickets name them
    static List<String> partitions(String wave) {
        return wave.equals(PARKED)
                ? IntStream.range(0, PARKED_PARTITIONS)
                        .mapToObj(n -> PARKED + "." + n)
                        .toList()
                : List.of(wave);
    }

    public static boolean isLive(String wave) {
        return wave.startsWith(LIVE);
    }

    /// @param wave any wave, also one of a slot
    public static boolean isParked(String wave) {
        return wave.startsWith(PARKED);
    }
}
