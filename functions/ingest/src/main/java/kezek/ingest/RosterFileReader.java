package kezek.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.csv.CsvReading;
import kezek.csv.ManagerRow;
import kezek.csv.OfficeRow;
import kezek.csv.Row;
import kezek.domain.Address;
import kezek.domain.Edition;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Workload;
import kezek.execution.ExecutionContext;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.places.Geocoder;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.waves.RowCounts;
import kezek.waves.WaveWatch;

/// Reads a file of offices or managers. It reads and checks the whole file before the first write, so no
/// plan sees half a roster and a file that cannot be read changes nothing.
final class RosterFileReader {

    /// Notes are for people, and no one reads more of them.
    private static final int MAX_NOTES = 50;

    private static final int ROWS_NAMED = 10;

    /// More writes at once would only queue up behind the partition in DynamoDB.
    private static final int WRITES_AT_ONCE = 16;

    private final RosterStore rosters;
    private final ImportStore imports;
    private final Geocoder geocoder;
    private final WaveWatch watch;
    private final ExecutionContext execution;

    RosterFileReader(
            RosterStore rosters, ImportStore imports, Geocoder geocoder, WaveWatch watch, ExecutionContext execution) {
        this.rosters = rosters;
        this.imports = imports;
        this.geocoder = geocoder;
        this.watch = watch;
        this.execution = execution;
    }

    /// Stores the offices of a file. An office whose address has not changed keeps its place.
    ///
    /// @throws kezek.failure.TransientFailure if a provider of places did not answer
    /// @throws kezek.failure.Deferred if other questions are waiting for the provider
    void readOffices(ImportFile file, CsvReading reading, Log log) {
        List<Row<OfficeRow>> rows = reading.offices();
        RosterSnapshot roster = rosters.load();
        Map<String, Office> known = byId(roster.offices(), Office::id);
        List<Office> offices = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Row.Accepted<OfficeRow> row : accepted(rows)) {
            Office office = office(row, known);
            if (office.place().isEmpty()) {
                notes.add("row " + row.row() + ": the place of office \"" + office.name()
                        + "\" is unknown; it is asked last; name it after its town");
            }
            offices.add(office);
        }
        List<Office> changed = noteSeenAndKeepChanged(
                offices,
                office -> meaning(file, roster, office.id(), office.equals(known.get(office.id()))),
                office -> rosters.noteSeen(office, roster.edition(office.id()).orElseThrow(), file.edition()));
        write(file, rows, changed, office -> rosters.save(office, file.edition()), notes, log);
    }

    private Office office(Row.Accepted<OfficeRow> row, Map<String, Office> known) {
        OfficeRow value = row.value();
        Optional<Place.Located> place = Optional.ofNullable(known.get(value.id()))
                .filter(office -> office.address().equals(value.address()))
                .flatMap(Office::place)
                .or(() -> locate(value));
        return new Office(value.id(), value.name(), value.address(), place, row.row());
    }

    /// An office is usually named after its town. If not, its address may name the town.
    private Optional<Place.Located> locate(OfficeRow office) {
        Stream<String> townsInAddress = Arrays.stream(office.address().split(","))
                .map(String::strip)
                .filter(part -> part.toLowerCase(Locale.ROOT).matches("(г\\.|г |город ).*"));
        return Stream.concat(Stream.of(office.name()), townsInAddress)
                .map(town -> geocoder.locate(Address.ofTown(town)))
                .flatMap(place -> place instanceof Place.Located located ? Stream.of(located) : Stream.empty())
                .findFirst();
    }

    /// Stores the managers of a file. Managers who are missing from it stay as they are.
    void readManagers(ImportFile file, CsvReading reading, Log log) {
        List<Row<ManagerRow>> rows = reading.managers();
        RosterSnapshot roster = rosters.load();
        Map<String, Manager> known = byId(roster.managers(), Manager::id);
        Set<String> knownOffices = byId(roster.offices(), Office::id).keySet();
        List<Manager> managers = new ArrayList<>();
        Map<String, List<Integer>> rowsOfUnknownOffices = new TreeMap<>();
        for (Row.Accepted<ManagerRow> row : accepted(rows)) {
            Manager manager = manager(row, known);
            if (!knownOffices.contains(manager.officeId())) {
                rowsOfUnknownOffices
                        .computeIfAbsent(manager.officeName(), office -> new ArrayList<>())
                        .add(row.row());
            }
            managers.add(manager);
        }
        List<String> notes = new ArrayList<>();
        rowsOfUnknownOffices.forEach((office, managerRows) -> notes.add("office \"" + office
                + "\" is not known yet; its managers (" + rowsInWords(managerRows)
                + ") get no tickets until business_units.csv has it"));
        notes.addAll(missing(roster, rows));
        List<Manager> changed = noteSeenAndKeepChanged(
                managers,
                manager -> meaning(file, roster, manager.id(), manager.equals(known.get(manager.id()))),
                manager ->
                        rosters.noteSeen(manager, roster.edition(manager.id()).orElseThrow(), file.edition()));
        write(file, rows, changed, manager -> rosters.save(manager, file.edition()), notes, log);
    }

    /// The file's fields replace those of the manager. The fields that Kezek keeps itself stay.
    private static Manager manager(Row.Accepted<ManagerRow> row, Map<String, Manager> known) {
        ManagerRow value = row.value();
        Workload before = Optional.ofNullable(known.get(value.id()))
                .map(Manager::workload)
                .orElse(Workload.initial(value.baseline()));
        return new Manager(
                new ManagerProfile(
                        value.id(),
                        value.officeId(),
                        value.officeName(),
                        value.name(),
                        value.position(),
                        value.skills(),
                        row.row()),
                before.withBaseline(value.baseline()));
    }

    private static String rowsInWords(List<Integer> rows) {
        String listed = rows.stream().limit(ROWS_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        String numbers = rows.size() > ROWS_NAMED ? listed + ", …" : listed;
        return (rows.size() == 1 ? "row " : "rows ") + numbers;
    }

    private static List<String> missing(RosterSnapshot roster, List<Row<ManagerRow>> rows) {
        Set<String> inFile =
                accepted(rows).stream().map(row -> row.value().id()).collect(Collectors.toSet());
        return roster.managers().stream()
                .filter(manager -> !inFile.contains(manager.id()))
                .map(manager -> "manager \"" + manager.name() + "\" of \"" + manager.officeName()
                        + "\" is not in the file and stays as before")
                .toList();
    }

    /// What a row means for what is stored.
    private enum Meaning {
        CHANGED,
        /// The same is stored, from an older edition.
        SEEN_AGAIN,
        /// The same, or newer content, is stored.
        NOTHING
    }

    private static Meaning meaning(ImportFile file, RosterSnapshot roster, String id, boolean isSame) {
        Optional<Edition> stored = roster.edition(id);
        if (isSame && stored.isPresent()) {
            return stored.filter(file.edition()::isAfter).isPresent() ? Meaning.SEEN_AGAIN : Meaning.NOTHING;
        }
        return stored.filter(edition -> edition.isAfter(file.edition())).isPresent()
                ? Meaning.NOTHING
                : Meaning.CHANGED;
    }

    /// Notes what is seen again, so that an older file that is read later does not replace it. The note raises
    /// no revision, because no plan depends on it.
    ///
    /// @return the values to save
    private <T> List<T> noteSeenAndKeepChanged(
            List<T> values, Function<T, Meaning> meaning, Function<T, RosterStore.NoteOutcome> noteSeen) {
        return execution
                .parallel()
                .map(WRITES_AT_ONCE, values, value -> switch (meaning.apply(value)) {
                    case CHANGED -> Optional.of(value);
                    case SEEN_AGAIN ->
                        Optional.of(value).filter(seen -> noteSeen.apply(seen) == RosterStore.NoteOutcome.OVERWRITTEN);
                    case NOTHING -> Optional.<T>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private <T, R> void write(
            ImportFile file, List<Row<R>> rows, List<T> changed, Consumer<T> save, List<String> notes, Log log) {
        rejected(rows).forEach(row -> imports.reject(file, row.row(), row.reasonCode(), row.message()));
        imports.note(file, notes.stream().limit(MAX_NOTES).toList());
        Optional<ImportFile> counted = storeCounts(file, rows, changed.size());
        if (counted.isEmpty()) {
            log.info("run " + file.run() + " is being written by another pass");
            return;
        }
        boolean isHalfWritten = rosters.isLoading(file.run());
        if (!changed.isEmpty() || isHalfWritten) {
            rosters.beginLoading(file.run(), execution.clock().instant());
            execution.parallel().forEach(WRITES_AT_ONCE, changed, save);
            rosters.finishLoading(file.run());
        }
        imports.finish(
                file, rows.size(), counted.get().counts(), execution.clock().instant());
        log.info("run " + file.run() + ": " + rows.size() + " rows, " + changed.size() + " written");
        if (changed.isEmpty() && !isHalfWritten) {
            watch.hintAllOf(file.importId());
        } else {
            watch.hintAll();
        }
    }

    /// Counts before the first write, because a pass after a crash would find the rows of this one unchanged.
    ///
    /// @return empty if another pass is writing the file
    private Optional<ImportFile> storeCounts(ImportFile file, List<? extends Row<?>> rows, int changed) {
        if (file.position() == rows.size()) {
            return Optional.of(file);
        }
        int rejected = rejected(rows).size();
        RowCounts counts = new RowCounts(changed, rows.size() - rejected - changed, 0, rejected);
        return imports.advance(file, rows.size(), counts, execution.clock().instant());
    }

    private static <T> List<Row.Accepted<T>> accepted(List<Row<T>> rows) {
        return rows.stream()
                .flatMap(row -> row instanceof Row.Accepted<T> accepted ? Stream.of(accepted) : Stream.empty())
                .toList();
    }

    private static List<Row.Rejected<?>> rejected(List<? extends Row<?>> rows) {
        List<Row.Rejected<?>> rejected = new ArrayList<>();
        for (Row<?> row : rows) {
            if (row instanceof Row.Rejected<?> found) {
                rejected.add(found);
            }
        }
        return rejected;
    }

    private static <T> Map<String, T> byId(List<T> values, Function<T, String> id) {
        Map<String, T> byId = new HashMap<>();
        values.forEach(value -> byId.put(id.apply(value), value));
        return byId;
    }
}
