package kezek.places;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kezek.domain.Place;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.PlaceItems;
import kezek.table.Table;
import kezek.table.Write;

/// A cache of provider answers in the table. A located place expires after 180 days, an unknown one after
/// 7.
///
/// Thread-safe.
public final class PlaceStore implements PlaceCache {

    /// Places do not move, but their names change.
    private static final Duration LOCATED_KEPT = Duration.ofDays(180);

    /// Unknown places expire sooner, because the provider may add them to its map.
    private static final Duration UNKNOWN_KEPT = Duration.ofDays(7);

    private final Table table;
    private final Clock clock;

    public PlaceStore(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /// Ignores expired items, because DynamoDB deletes them only some time after they expire.
    @Override
    public Optional<Place> get(String key) {
        return table.get(Key.place(key))
                .filter(item -> item.number("expiresAt") > now().getEpochSecond())
                .map(PlaceItems::place);
    }

    @Override
    public void put(String key, Place place) {
        Duration kept = switch (place) {
            case Place.Located _ -> LOCATED_KEPT;
            case Place.Unknown _ -> UNKNOWN_KEPT;
        };
        table.write(Write.put(Item.at(Key.place(key))
                .withAll(PlaceItems.item(place))
                .with("expiresAt", now().plus(kept).getEpochSecond())
                .build()));
    }

    private Instant now() {
        return clock.instant();
    }
}
