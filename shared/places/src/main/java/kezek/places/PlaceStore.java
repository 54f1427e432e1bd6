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

/// What geocoding providers answered before.
///
/// Thread-safe.
public final class PlaceStore implements PlaceCache {

    /// Places do not move; names of places do.
    private static final Duration LOCATED_KEPT = Duration.ofDays(180);

    /// Somebody may enter the place into the map meanwhile.
    private static final Duration UNKNOWN_KEPT = Duration.ofDays(7);

    private final Table table;
    private final Clock clock;

    public PlaceStore(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /// The table deletes expired items only some time later, so an expired one is passed over here.
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
