package kezek.table;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Instants as texts of one length, which sort like the instants.
public final class Timestamps {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /// @return the instant in UTC, cut to milliseconds, such as `2026-03-01T10:30:00.000Z`
    public static String format(Instant instant) {
        return MILLIS.format(instant);
    }
}
