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
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Workload;
import kezek.table.Commit;
import kezek.table.Condition;
import kezek.table.EditionItems;
import kezek.table.Item;
import kezek.table.Key;
import kezek.table.PlaceItems;
import kezek.table.Table;
import kezek.table.Write;

/// Offices and managers. A roster file is written between [#beginLoading] and [#finishLoading], and no plan is
/// committed while a file is being written.
///
/// Thread-safe.
public final class RosterStore {

    private final Table table;

    public RosterStore(Table table) {
        this.table = table;
    }

    /// Reads the whole roster. If a roster file is written at the same time, some of its rows are read and some
    /// are not. `rev` and `loadingRuns` are those from before the first row. A file that ends later raises `rev`,
    /// and a file that begins later is loading, so the commit of a plan that was made on such a mixture is
    /// refused.
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
                    editions.put(item.string("id"), EditionItems.source(item));
                } else if (key.startsWith(Key.MANAGER_PREFIX)) {
                    managers.add(manager(item));
                    editions.put(item.string("id"), EditionItems.source(item));
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
        return meta.map("loading").orElseThrow().names();
    }

    /// Marks a run as writing, unless it is marked.
    public void beginLoading(String run, Instant now) {
        table.write(Write.put(
                Item.at(Key.rosterMeta())
                        .with("rev", 0)
                        .with("loading", Item.fields().build())
                        .build(),
                isNew()));
        table.write(Write.put(Item.at(Key.hub()).with("n", 0).build(), isNew()));
        table.write(Write.update(Key.rosterMeta())
                .setIfMissing("loading." + run, now)
                .always());
    }

    /// Publishes what a run wrote, whole or not: the roster has a new revision. Does nothing if the run is not
    /// marked.
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

    /// Stores an office, unless a newer edition of the source is stored.
    public void save(Office office, Edition edition) {
        Item.Builder fields = Item.fields()
                .with("id", office.id())
                .with("name", office.name())
                .with("row", office.row())
                .with("srcTime", edition.time());
        office.place().ifPresent(place -> fields.with("place", PlaceItems.item(place)));
        table.write(Write.update(Key.office(office.id()))
                .set(fields.build())
                .setOrRemove("address", office.address())
                .setOrRemove("run", edition.run())
                .when(isNotAfter(edition)));
    }

    /// Stores the fields of a manager that come from the source, unless a newer edition is stored
    /// already. The load that Kezek assigned and the turns stay unchanged.
    public void save(Manager manager, Edition edition) {
        table.write(Write.update(Key.manager(manager.officeId(), manager.id()))
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
                .setIfMissing("assigned", 0)
                .add("rev", 1)
                .setOrRemove("position", manager.position())
                .setOrRemove("run", edition.run())
                .when(isNotAfter(edition)));
    }

    /// The result of noting that an edition contains what is stored.
    public enum NoteOutcome {
        /// This edition is noted, or a newer one is stored.
        NOTED,
        /// Another edition that is older was written since the roster was read, so this one must be saved.
        OVERWRITTEN
    }

    /// Notes that a newer edition of the source says of an office what is stored, so that an edition between
    /// the two does not replace it. Nothing changes that a plan depends on.
    ///
    /// @param stored the edition that was read
    public NoteOutcome noteSeen(Office office, Edition stored, Edition edition) {
        return noteSeen(Key.office(office.id()), stored, edition);
    }

    /// Notes that a newer edition of the source says of a manager what is stored, so that an edition between
    /// the two does not replace it. Nothing changes that a plan depends on, so `rev` stays.
    ///
    /// @param stored the edition that was read
    public NoteOutcome noteSeen(Manager manager, Edition stored, Edition edition) {
        return noteSeen(Key.manager(manager.officeId(), manager.id()), stored, edition);
    }

    private NoteOutcome noteSeen(Key key, Edition stored, Edition edition) {
        Commit commit = table.write(Write.update(key)
                .set(Item.fields()
                        .with("srcTime", edition.time())
                        .with("run", edition.run())
                        .build())
                .when(EditionItems.isSource(stored)));
        return switch (commit) {
            case Commit.Done() -> NoteOutcome.NOTED;
            case Commit.Lost(List<Commit.Loss> losses) ->
                losses.getFirst()
                        .found()
                        .filter(found -> !edition.isAfter(EditionItems.source(found)))
                        .map(found -> NoteOutcome.NOTED)
                        .orElse(NoteOutcome.OVERWRITTEN);
        };
    }

    private static Condition isNotAfter(Edition edition) {
        return any(isNew(), EditionItems.isSourceNotAfter(edition));
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

    /// @return the manager that an item of the table describes
    public static Manager manager(Item item) {
        return new Manager(
                new ManagerProfile(
                        item.string("id"),
                        item.string("officeId"),
                        item.string("officeName"),
                        item.string("name"),
                        item.stringOrEmpty("position"),
                        item.stringSet("skills"),
                        item.integer("row")),
                new Workload(
                        item.integer("baseline"),
                        item.integer("assigned"),
                        item.stringSet("second"),
                        item.number("rev")));
    }
}
