package kezek.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.roster.RosterSnapshot;

/// How far an import has come, in one word, and what it waits for.
///
/// @param waitingFor what has to happen before its tickets can be assigned; empty unless it is WAITING
public record ImportProgress(State state, List<Failure> waitingFor) {

    /// In the order in which they are looked for: a file that is being read hides one that failed.
    public enum State {
        /// A file is being read, or none has arrived yet.
        READING,
        /// The newest version of a file could not be read as a whole.
        FAILED,
        /// Every announced file is read, and every ticket is as far as it can get.
        FINISHED,
        /// Nothing moves until a person does something, see `waitingFor`.
        WAITING,
        /// Tickets are on their way.
        PROCESSING;

        /// @return the state as the API spells it
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ImportProgress {
        waitingFor = List.copyOf(waitingFor);
    }

    /// @param roster as it is now
    public static ImportProgress of(ImportRecord record, RosterSnapshot roster) {
        if (isReading(record)) {
            return new ImportProgress(State.READING, List.of());
        }
        if (record.currentFiles().stream().anyMatch(file -> file.state() == ImportFile.State.FAILED)) {
            return new ImportProgress(State.FAILED, List.of());
        }
        boolean isThrough = record.waves().stream().allMatch(ImportRecord.Wave::done);
        if (isThrough && record.missingKinds().isEmpty()) {
            return new ImportProgress(State.FINISHED, List.of());
        }
        List<Failure> reasons =
                isThrough ? record.missingKindsProblem().stream().toList() : reasons(record, roster);
        return !reasons.isEmpty() && isIdle(record, isThrough)
                ? new ImportProgress(State.WAITING, reasons)
                : new ImportProgress(State.PROCESSING, List.of());
    }

    /// A superseded file has a newer version, whose event is on its way.
    private static boolean isReading(ImportRecord record) {
        List<ImportFile> files = record.currentFiles();
        return files.isEmpty()
                || files.stream()
                        .anyMatch(file -> file.state() == ImportFile.State.READING
                                || file.state() == ImportFile.State.SUPERSEDED);
    }

    private static boolean isIdle(ImportRecord record, boolean isThrough) {
        boolean isUnderway = record.open(Stage.NEW) + record.open(Stage.PLACED) > 0;
        // The journal counts a little later than ingest, so tickets that it has not counted yet are under way.
        return !isUnderway && (isThrough || record.open(Stage.ANALYSED) > 0 || !record.awaitsTickets());
    }

    private static List<Failure> reasons(ImportRecord record, RosterSnapshot roster) {
        List<Failure> reasons = new ArrayList<>();
        record.missingKindsProblem().ifPresent(reasons::add);
        roster.problem().ifPresent(reasons::add);
        record.waves().stream()
                .filter(wave -> !wave.done())
                .flatMap(wave -> wave.problem().stream())
                .distinct()
                .forEach(reasons::add);
        return reasons;
    }
}
