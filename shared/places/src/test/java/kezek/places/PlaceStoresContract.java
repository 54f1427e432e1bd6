package kezek.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.execution.ExecutionContext;
import kezek.execution.Parallel;
import kezek.failure.Deferred;
import kezek.table.Table;
import kezek.testing.TestTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of [PlaceStore] and [StoredRateLimit], on any table.
public abstract class PlaceStoresContract {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Place PLACE = new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана");

    private TestTable testTable;
    private Table table;

    /// @return an empty table
    protected abstract TestTable newTable();

    @BeforeEach
    void emptyTable() {
        testTable = newTable();
        table = new Table(testTable.client(), testTable.name());
    }

    /// DynamoDB deletes an expired item only within a few days.
    @Test
    void expiredPlace_isPassedOverThoughItIsStillThere() {
        placesAt(NOW).put("астана", PLACE);

        assertThat(placesAt(NOW.plus(Duration.ofDays(179))).get("астана")).contains(PLACE);
        assertThat(placesAt(NOW.plus(Duration.ofDays(181))).get("астана")).isEmpty();
        assertThat(testTable.items())
                .singleElement()
                .extracting(item -> item.get("expiresAt").n())
                .isEqualTo(Long.toString(NOW.plus(Duration.ofDays(180)).getEpochSecond()));
    }

    /// Each worker has its own execution environment.
    @Test
    void timesOfTheProvider_lieASecondApart_andAreNotWaitedForTooLong() {
        List<Instant> times =
                Stream.generate(() -> rateLimitAt(NOW).take().at()).limit(3).toList();

        assertThat(times).containsExactly(NOW, NOW.plusMillis(1_100), NOW.plusMillis(2_200));
        assertThatThrownBy(() -> rateLimitAt(NOW).take()).isInstanceOf(Deferred.class);
        assertThat(rateLimitAt(NOW.plusSeconds(3)).take().at()).isEqualTo(NOW.plusMillis(3_300));
    }

    private PlaceStore placesAt(Instant now) {
        return new PlaceStore(table, Clock.fixed(now, ZoneOffset.UTC));
    }

    /// The clock advances only during pauses.
    private StoredRateLimit rateLimitAt(Instant start) {
        Instant[] now = {start};
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return new StoredRateLimit(
                table,
                "nominatim",
                new ExecutionContext(
                        clock, pause -> now[0] = now[0].plus(pause), Parallel.onVirtualThreads(), () -> 0L));
    }
}
