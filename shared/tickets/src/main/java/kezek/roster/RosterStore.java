package kezek.roster;

import static kezek.table.Condition.any;
import static kezek.table.Condition.exists;
import static kezek.table.Condition.isNew;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kezek.domain.Edition;
import kezek.domain.Manager;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.Editions;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.PlaceItems;
import kezek.table.Table;
import kezek.table.Timestamps;
import kezek.table.Write;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Offices and managers. A roster file is written between [#beginLoading] and [#finishLoading]; while any
/// is being written nobody plans.
///
/// Thread-safe.
public final class RosterStore {

    private final Table table;

    public RosterStore(Table table) {
        this.table = table;
    }

    /// Reads the whole roster. A roster file may be written meanwhile, so that some of its rows are read and
    /// some are not: `rev` and `loadingRuns` are those from before. A file that ends after that raises `rev`,
    /// and one that began after that and goes on is loading: by either the commit of a plan made on a mixture
    /// is refused.
    public RosterSnapshot load() {
        Optional<Item> meta = table.get(Key.rosterMeta());
        long hubDecisions = 0;
        List<Office> offices = new ArrayList<>();
        List<Manager> managers = new ArrayList<>();
        Map<String, Edition> editions = new HashMap<>();
        try (Stream<Item> items = table.query(Key.ROSTER, "")) {
            for (Item item : (Iterable<Item>) items::iterator) {
                String key = item.sortKey();
                if (key.startsWith(Key.OFFICE_PREFIX)) {
                    offices.add(office(item));
                    editions.put(item.string("id"), Editions.source(item));
                } else if (key.startsWith(Key.MANAGER_PREFIX)) {
                    managers.add(manager(item));
                    editions.put(item.string("id"), Editions.source(item));
                } else if (key.equals(Key.hub().sort())) {
                    hubDecisions = item.number("n");
                }
            }
        }
        offices.sort(Comparator.comparingInt(Office::row).thenComparing(Office::id));
        managers.sort(Comparator.comparingInt(Manager::row).thenComparing(Manager::id));
        return new RosterSnapshot(
                meta.map(item -> item.number("rev")).orElse(0L),
                meta.map(RosterStore::loadingRuns).orElse(Set.of()),
                hubDecisions,
                List.copyOf(offices),
                List.copyOf(managers),
                Map.copyOf(editions));
    }

    private static Set<String> loadingRuns(Item meta) {
        return Set.copyOf(meta.map("loading").orElseThrow().attributes().keySet());
    }

    /// Marks a run as writing. Doing it twice is doing it once.
    public void beginLoading(String run, Instant now) {
        table.write(Write.put(
                Item.at(Key.rosterMeta())
                        .with("rev", 0)
                        .with("loading", Item.fields().build())
                        .build(),
                isNew()));
        table.write(Write.put(Item.at(Key.hub()).with("n", 0).build(), isNew()));
        table.write(Write.update(Key.rosterMeta())
                .setIfMissing("loading." + run, AttributeValue.fromS(Timestamps.format(now)))
                .always());
    }

    /// Publishes what a run wrote, whole or abandoned: the roster has a new revision. Does nothing if the
    /// run is not marked.
    public void finishLoading(String run) {
        table.write(Write.update(Key.rosterMeta())
                .remove("loading." + run)
                .add("rev", 1)
                .when(exists("loading." + run)));
    }

    /// @return whether this run is marked as writing
    public boolean isLoading(String run) {
        return table.get(Key.rosterMeta())
                .flatMap(meta -> meta.map("loading"))
                .filter(loading -> loading.has(run))
                .isPresent();
    }

    /// Stores an office, unless a newer edition of the source did.
    public void save(Office office, Edition edition) {
        Item.Builder fields = Item.fields()
                .with("id", office.id())
                .with("name", office.name())
                .with("row", office.row())
                .with("srcTime", edition.time());
        office.place().ifPresent(place -> fields.with("place", PlaceItems.item(place)));
        Write.UpdateBuilder update = Write.update(Key.office(office.id())).set(fields.build());
        setOrRemove(update, "address", office.address());
        setOrRemove(update, "run", edition.run());
        table.write(update.when(isNotAfter(edition)));
    }

    /// Stores a manager's source fields, unless a newer edition of the source did. The load that Kezek gave
    /// and the turns are not touched.
    public void save(Manager manager, Edition edition) {
        Write.UpdateBuilder update = Write.update(Key.manager(manager.officeId(), manager.id()))
                .set(Item.fields()
                        .with("id", manager.id())
                        .with("officeId", manager.officeId())
                        .with("officeName", manager.officeName())
                        .with("name", manager.name())
                        .with("baseline", manager.baseline())
                        .with("row", manager.row())
                        .with("srcTime", edition.time())
                        .build())
                .setOrRemove("skills", manager.skills())
                .setIfMissing("assigned", AttributeValue.fromN("0"))
                .add("rev", 1);
        setOrRemove(update, "position", manager.position());
        setOrRemove(update, "run", edition.run());
        table.write(update.when(isNotAfter(edition)));
    }

    /// Notes that a newer edition of the source says of an office what is stored. Nothing that a plan goes
    /// by changes.
    ///
    /// @param stored the edition that it was read as
    /// @return false when an older edition wrote the office in between, so that it must be saved
    public boolean markSeen(Office office, Edition stored, Edition edition) {
        return isSeen(Key.office(office.id()), stored, edition);
    }

    /// Notes that a newer edition of the source says of a manager what is stored. Nothing that a plan goes
    /// by changes, so `rev` stays.
    ///
    /// @param stored the edition that it was read as
    /// @return false when an older edition wrote the manager in between, so that they must be saved
    public boolean markSeen(Manager manager, Edition stored, Edition edition) {
        return isSeen(Key.manager(manager.officeId(), manager.id()), stored, edition);
    }

    private boolean isSeen(Key key, Edition stored, Edition edition) {
        Commit commit = table.write(Write.update(key)
                .set(Item.fields()
                        .with("srcTime", edition.time())
                        .with("run", edition.run())
                        .build())
                .when(Editions.isSource(stored)));
        return switch (commit) {
            case Commit.Done() -> true;
            case Commit.Lost(List<Commit.Loss> losses) ->
                losses.getFirst()
                        .found()
                        .filter(found -> !edition.isAfter(Editions.source(found)))
                        .isPresent();
        };
    }

    private static void setOrRemove(Write.UpdateBuilder update, String name, String value) {
        if (value.isEmpty()) {
            update.remove(name);
        } else {
            update.set(name, value);
        }
    }

    private static Condition isNotAfter(Edition edition) {
        return any(isNew(), Editions.isSourceNotAfter(edition));
    }

    private static Office office(Item item) {
        return new Office(
                item.string("id"),
                item.string("name"),
                item.stringOrEmpty("address"),
                item.map("place").map(PlaceItems::place).flatMap(RosterStore::located),
                item.integer("row"));
    }

    private static Optional<Place.Located> located(Place place) {
        return place instanceof Place.Located located ? Optional.of(located) : Optional.empty();
    }

    public static Manager manager(Item item) {
        return new Manager(
                item.string("id"),
                item.string("officeId"),
                item.string("officeName"),
                item.string("name"),
                item.stringOrEmpty("position"),
                item.stringSet("skills"),
                item.integer("baseline"),
                item.integer("assigned"),
                item.stringSet("second"),
                item.number("rev"),
                item.integer("row"));
    }
}
