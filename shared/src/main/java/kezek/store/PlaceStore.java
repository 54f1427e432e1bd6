package kezek.store;

import static kezek.store.Condition.any;
import static kezek.store.Condition.atMost;
import static kezek.store.Condition.isNew;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kezek.domain.Place;
import kezek.execution.Surroundings;
import kezek.failure.TransientFailure;
import kezek.geocoding.PlaceCache;
import kezek.geocoding.RateLimit;

/// What geocoding providers answered before, and when the next one may be asked. Both are stored, for
/// both hold for the whole system and not for one environment of a function.
///
/// Thread-safe.
public final class PlaceStore implements PlaceCache, RateLimit {

    /// Places do not move; names of places do.
    private static final Duration LOCATED_KEPT = Duration.ofDays(180);

    /// Somebody may enter the place into the map meanwhile.
    private static final Duration UNKNOWN_KEPT = Duration.ofDays(7);

    /// See <https://operations.osmfoundation.org/policies/nominatim/>: at most one request a second.
    private static final Duration SLOT = Duration.ofSeconds(1);

    /// Waiting longer would eat up the invocation; the message comes again.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final String PROVIDER = "nominatim";

    private final Table table;
    private final Surroundings surroundings;

    public PlaceStore(Table table, Surroundings surroundings) {
        this.table = table;
        this.surroundings = surroundings;
    }

    /// The table deletes expired items only some time later, so an expired one is passed over here.
    @Override
    public Optional<Place> get(String key) {
        return table.get(Key.place(key))
                .filter(item -> item.number("expiresAt") > now().getEpochSecond())
                .map(TicketItems::place);
    }

    @Override
    public void put(String key, Place place) {
        Duration kept = switch (place) {
            case Place.Located _ -> LOCATED_KEPT;
            case Place.Unknown _ -> UNKNOWN_KEPT;
        };
        table.write(Write.put(Item.at(Key.place(key))
                .withAll(TicketItems.place(place))
                .with("expiresAt", now().plus(kept).getEpochSecond())
                .build()));
    }

    @Override
    public void acquire() {
        Instant giveUp = now().plus(LONGEST_WAIT);
        while (!isSlotTaken(now())) {
            if (now().isAfter(giveUp)) {
                throw new TransientFailure(
                        "GEOCODER_BUSY", "no slot of " + PROVIDER + " was free for " + LONGEST_WAIT.toSeconds() + " s");
            }
            pause();
        }
    }

    private boolean isSlotTaken(Instant now) {
        Commit commit = table.write(Write.update(Key.rateLimit(PROVIDER))
                .set("nextAt", Timestamps.format(now.plus(SLOT)))
                .when(any(isNew(), atMost("nextAt", Timestamps.format(now)))));
        return commit instanceof Commit.Done;
    }

    private void pause() {
        surroundings.pause().sleep(Duration.ofMillis(surroundings.chance().nextLong(100, 400)));
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
