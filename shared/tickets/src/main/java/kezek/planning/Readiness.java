package kezek.planning;

import java.util.Optional;
import kezek.domain.Failure;
import kezek.imports.ImportRecord;
import kezek.imports.ImportStore;
import kezek.roster.RosterSnapshot;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;

/// Decides whether a wave may be planned, and if not, what it waits for. Cheap checks come first;
/// otherwise their order does not matter.
///
/// Thread-safe.
public final class Readiness {

    private final WaveStore waves;
    private final ImportStore imports;

    public Readiness(WaveStore waves, ImportStore imports) {
        this.waves = waves;
        this.imports = imports;
    }

    /// @param entry that was read before this call; a wave that was sealed then only loses rows
    /// @return what the wave waits for; empty if it may be planned
    public Optional<Failure> waitsFor(WaveStore.Entry entry, RosterSnapshot roster) {
        return roster.problem()
                .or(() -> isAlwaysComplete(entry) ? Optional.empty() : importProblem(entry))
                .or(() -> isAlwaysComplete(entry) ? Optional.empty() : waveProblem(entry));
    }

    private static boolean isAlwaysComplete(WaveStore.Entry entry) {
        return WaveIds.isLive(entry.wave()) || WaveIds.isParked(entry.wave());
    }

    private Optional<Failure> importProblem(WaveStore.Entry entry) {
        return imports.findFiles(entry.importId()).flatMap(ImportRecord::missingKindsProblem);
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
