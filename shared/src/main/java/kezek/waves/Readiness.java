package kezek.waves;

import java.util.Optional;
import java.util.Set;
import kezek.domain.Failure;
import kezek.store.ImportRecord;
import kezek.store.ImportStore;
import kezek.store.RosterSnapshot;
import kezek.store.WaveIds;
import kezek.store.WaveStore;

/// Whether a wave may be planned, and if not, what it waits for. The order of the questions does not
/// matter to the answer; the cheap ones come first.
///
/// Thread-safe.
public final class Readiness {

    private final WaveStore waves;
    private final ImportStore imports;

    public Readiness(WaveStore waves, ImportStore imports) {
        this.waves = waves;
        this.imports = imports;
    }

    /// @param entry read before this call: a wave that was sealed then only loses rows
    /// @return what the wave waits for; empty when it may be planned
    public Optional<Failure> waitsFor(WaveStore.Entry entry, RosterSnapshot roster) {
        return rosterProblem(roster)
                .or(() -> isAlwaysComplete(entry) ? Optional.empty() : importProblem(entry))
                .or(() -> isAlwaysComplete(entry) ? Optional.empty() : waveProblem(entry));
    }

    private static boolean isAlwaysComplete(WaveStore.Entry entry) {
        return WaveIds.isLive(entry.wave()) || WaveIds.isParked(entry.wave());
    }

    /// @return why nothing at all can be planned with this roster
    public static Optional<Failure> rosterProblem(RosterSnapshot roster) {
        if (!roster.loadingRuns().isEmpty()) {
            return Optional.of(new Failure("ROSTER_LOADING", "a file of offices or managers is being written"));
        }
        if (!roster.isUsable()) {
            return Optional.of(new Failure(
                    "NO_USABLE_MANAGER",
                    "no manager works in an office whose place is known; import business_units.csv and managers.csv"));
        }
        return Optional.empty();
    }

    private Optional<Failure> importProblem(WaveStore.Entry entry) {
        return imports.findFiles(entry.importId()).flatMap(Readiness::missingKinds);
    }

    /// @return which announced files are not read yet
    public static Optional<Failure> missingKinds(ImportRecord found) {
        Set<String> missing = found.missingKinds();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(
                        "ANNOUNCED_FILES_MISSING",
                        "the upload announced files that have not been read: "
                                + String.join(", ", missing.stream().sorted().toList())));
    }

    private Optional<Failure> waveProblem(WaveStore.Entry entry) {
        if (!waves.isDone(entry.importId(), entry.run(), entry.number() - 1)) {
            return Optional.of(new Failure("EARLIER_WAVE", "an earlier part of the file is not assigned yet"));
        }
        return switch (entry.state()) {
            case OPEN -> Optional.of(new Failure("FILE_BEING_READ", "the file is still being read"));
            case ABANDONED -> Optional.empty();
            case SEALED ->
                waves.hasPending(entry.wave())
                        ? Optional.of(new Failure("TICKETS_ON_THEIR_WAY", "some tickets are not classified yet"))
                        : Optional.empty();
        };
    }
}
