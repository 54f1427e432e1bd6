package kezek.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kezek.domain.Failure;
import kezek.domain.Stage;
import kezek.waves.RowCounts;

/// All that is stored about an import.
///
/// @param announced the kinds of file that its upload promised; empty if none was announced
/// @param announcedAt when the latest upload was announced
/// @param files every run of every file
/// @param waves every wave of every run
/// @param stages tickets of this import per stage, as the journal counts them
/// @param closedStages those of them that are closed
public record ImportRecord(
        String id,
        Instant created,
        Set<String> announced,
        Optional<Instant> announcedAt,
        List<ImportFile> files,
        List<Wave> waves,
        List<Reject> rejects,
        Map<String, Long> stages,
        Map<String, Long> closedStages) {

    /// S3 and Lambda have different clocks.
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    /// A wave as its import shows it.
    ///
    /// @param number counts from 0
    /// @param problem why it could not be planned, if that was a defect
    public record Wave(String run, int number, boolean done, RowCounts counts, Optional<Failure> problem) {

        /// @return whether a row of it was passed on to the functions after ingest
        boolean hasNews() {
            return counts.accepted() + counts.retried() > 0;
        }
    }

    /// A rejected row.
    ///
    /// @param row counts from 1
    /// @param code for programs
    /// @param reason for people
    public record Reject(String run, int row, String code, String reason) {}

    /// @return how many tickets of this stage are open
    public long open(Stage stage) {
        return stages.getOrDefault(stage.name(), 0L) - closedStages.getOrDefault(stage.name(), 0L);
    }

    /// @return whether a wave that is not done has tickets that were new, changed or tried again
    public boolean awaitsTickets() {
        return waves.stream().anyMatch(wave -> !wave.done() && wave.hasNews());
    }

    /// @return the newest run of each key, in order of key: what an older version of a file says is void
    public List<ImportFile> currentFiles() {
        Map<String, ImportFile> newest = new TreeMap<>();
        files.forEach(file -> newest.merge(file.key(), file, ImportRecord::newer));
        return List.copyOf(newest.values());
    }

    private static ImportFile newer(ImportFile one, ImportFile other) {
        Comparator<ImportFile> byAge =
                Comparator.comparing(ImportFile::sourceTime).thenComparing(file -> padded(file.sequencer()));
        return byAge.compare(one, other) >= 0 ? one : other;
    }

    /// Sequencers may differ in length, so the shorter one is padded on the right before they are compared.
    /// See <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>.
    private static String padded(String sequencer) {
        return (sequencer + "0".repeat(64)).substring(0, 64);
    }

    /// @return the announced kinds of which no file has been read since they were announced
    public Set<String> missingKinds() {
        Set<String> read = currentFiles().stream()
                .filter(file -> file.state() == ImportFile.State.READ)
                .filter(this::cameAfterAnnouncement)
                .flatMap(file -> file.kind().stream())
                .collect(Collectors.toSet());
        return announced.stream().filter(kind -> !read.contains(kind)).collect(Collectors.toUnmodifiableSet());
    }

    private boolean cameAfterAnnouncement(ImportFile file) {
        return announcedAt
                .map(time -> !file.sourceTime().isBefore(time.minus(CLOCK_SKEW)))
                .orElse(true);
    }

    /// @return what became of the rows of one run so far
    public RowCounts counts(ImportFile file) {
        return waves.stream()
                .filter(wave -> wave.run().equals(file.run()))
                .map(Wave::counts)
                .reduce(file.counts(), RowCounts::plus);
    }

    /// @return the rejected rows of one run
    public List<Reject> rejects(ImportFile file) {
        return rejects.stream()
                .filter(reject -> reject.run().equals(file.run()))
                .toList();
    }

    /// @return which announced files are not read yet
    public Optional<Failure> missingKindsProblem() {
        Set<String> missing = missingKinds();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(
                        "ANNOUNCED_FILES_MISSING",
                        "the upload announced files that have not been read: "
                                + String.join(", ", missing.stream().sorted().toList())));
    }
}
