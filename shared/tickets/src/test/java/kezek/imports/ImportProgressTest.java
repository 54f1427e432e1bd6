package kezek.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Failure;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Workload;
import kezek.imports.ImportProgress.State;
import kezek.imports.ImportRecord.Wave;
import kezek.roster.RosterSnapshot;
import kezek.waves.RowCounts;
import org.junit.jupiter.api.Test;

class ImportProgressTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RosterSnapshot USABLE = roster(Set.of(), true);
    private static final RowCounts NEWS = new RowCounts(10, 0, 0, 0);
    private static final Wave OPEN = new Wave("r1", 0, false, NEWS, Optional.empty());
    private static final Wave DONE = new Wave("r1", 0, true, NEWS, Optional.empty());

    @Test
    void nothingArrivedYet_isReading() {
        assertThat(state(record(Set.of("tickets"), List.of(), List.of(), Map.of())))
                .isEqualTo(State.READING);
    }

    @Test
    void fileBeingRead_isReading_evenBesideOneThatFailed() {
        assertThat(state(record(
                        Set.of(),
                        List.of(
                                file("managers", ImportFile.State.FAILED, "01"),
                                file("tickets", ImportFile.State.READING, "01")),
                        List.of(),
                        Map.of())))
                .isEqualTo(State.READING);
    }

    @Test
    void failedFile_isFailed_untilANewVersionOfItIsRead() {
        ImportFile failed = file("tickets", ImportFile.State.FAILED, "01");
        ImportFile mended = file("tickets", ImportFile.State.READ, "02");

        assertThat(state(record(Set.of(), List.of(failed), List.of(), Map.of())))
                .isEqualTo(State.FAILED);
        assertThat(state(record(Set.of(), List.of(failed, mended), List.of(DONE), Map.of())))
                .isEqualTo(State.FINISHED);
    }

    /// Announced again, the file brought nothing new, and the others have not come again.
    @Test
    void waveWithoutNews_thatWaitsForAnnouncedFiles_saysSo() {
        Wave unchanged = new Wave("r1", 0, false, new RowCounts(0, 10, 0, 0), Optional.empty());
        ImportRecord record = record(
                Set.of("tickets", "managers"), List.of(readTickets()), List.of(unchanged), Map.of("ASSIGNED", 10L));

        ImportProgress progress = ImportProgress.of(record, USABLE);

        assertThat(progress.state()).isEqualTo(State.WAITING);
        assertThat(progress.waitingFor()).extracting(Failure::code).containsExactly("ANNOUNCED_FILES_MISSING");
    }

    @Test
    void waveThatCannotBePlanned_saysWhy() {
        Failure defect = new Failure("PLAN_FAILED", "NullPointerException; the log of assign has the details");
        Wave stuck = new Wave("r1", 0, false, NEWS, Optional.of(defect));
        ImportRecord record = record(Set.of(), List.of(readTickets()), List.of(stuck), Map.of("ANALYSED", 10L));

        assertThat(ImportProgress.of(record, USABLE)).isEqualTo(new ImportProgress(State.WAITING, List.of(defect)));
    }

    @Test
    void everythingReadAndDone_isFinished_whateverTheRosterDoes() {
        ImportRecord record =
                record(Set.of("tickets"), List.of(readTickets()), List.of(DONE), Map.of("UNASSIGNED", 3L));

        assertThat(ImportProgress.of(record, roster(Set.of("x"), false)))
                .isEqualTo(new ImportProgress(State.FINISHED, List.of()));
    }

    @Test
    void ticketsOnTheirWay_areProcessed_alsoWhenThePlanWillHaveToWait() {
        ImportRecord record =
                record(Set.of(), List.of(readTickets()), List.of(OPEN), Map.of("NEW", 1L, "ANALYSED", 9L));

        assertThat(ImportProgress.of(record, roster(Set.of(), false)).state()).isEqualTo(State.PROCESSING);
    }

    @Test
    void analysedTickets_areProcessed_whenNothingHoldsThePlanBack() {
        assertThat(state(record(Set.of(), List.of(readTickets()), List.of(OPEN), Map.of("ANALYSED", 9L))))
                .isEqualTo(State.PROCESSING);
    }

    @Test
    void analysedTickets_waitForWhatIsMissing_andSaySo() {
        ImportRecord complete = record(Set.of(), List.of(readTickets()), List.of(OPEN), Map.of("ANALYSED", 9L));
        ImportRecord announced =
                record(Set.of("tickets", "managers"), List.of(readTickets()), List.of(OPEN), Map.of("ANALYSED", 9L));

        assertThat(codes(complete, roster(Set.of(), false))).containsExactly("NO_USABLE_MANAGER");
        assertThat(codes(complete, roster(Set.of("run"), true))).containsExactly("ROSTER_LOADING");
        assertThat(codes(announced, USABLE)).containsExactly("ANNOUNCED_FILES_MISSING");
        assertThat(ImportProgress.of(announced, USABLE).state()).isEqualTo(State.WAITING);
    }

    @Test
    void rosterAlone_waitsForTheTicketsThatWereAnnounced_butNotForAManager() {
        ImportRecord record = record(
                Set.of("business_units", "tickets"),
                List.of(file("business_units", ImportFile.State.READ, "01")),
                List.of(),
                Map.of());

        assertThat(codes(record, roster(Set.of(), false))).containsExactly("ANNOUNCED_FILES_MISSING");
    }

    @Test
    void ticketsThatTheJournalHasNotCountedYet_areProcessed() {
        ImportRecord record = record(Set.of(), List.of(readTickets()), List.of(OPEN), Map.of());

        assertThat(ImportProgress.of(record, roster(Set.of(), false)).state()).isEqualTo(State.PROCESSING);
    }

    private static State state(ImportRecord record) {
        return ImportProgress.of(record, USABLE).state();
    }

    private static List<String> codes(ImportRecord record, RosterSnapshot roster) {
        return ImportProgress.of(record, roster).waitingFor().stream()
                .map(Failure::code)
                .toList();
    }

    private static ImportFile readTickets() {
        return file("tickets", ImportFile.State.READ, "01");
    }

    private static ImportFile file(String kind, ImportFile.State state, String sequencer) {
        return new ImportFile(
                "march",
                kind + sequencer,
                "imports/march/" + kind + ".csv",
                "etag",
                sequencer,
                NOW.plusSeconds(1),
                Optional.of(kind),
                state,
                10,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                NOW);
    }

    @Test
    void closedTickets_areNotUnderWay() {
        List<ImportFile> files = List.of(file("tickets", ImportFile.State.READ, "01"));
        Map<String, Long> stages = Map.of("NEW", 1L, "ANALYSED", 2L);
        RosterSnapshot none = roster(Set.of(), false);

        assertThat(ImportProgress.of(record(Set.of(), files, List.of(OPEN), stages, Map.of()), none)
                        .state())
                .isEqualTo(State.PROCESSING);
        assertThat(ImportProgress.of(record(Set.of(), files, List.of(OPEN), stages, Map.of("NEW", 1L)), none)
                        .state())
                .isEqualTo(State.WAITING);
    }

    private static ImportRecord record(
            Set<String> announced, List<ImportFile> files, List<Wave> waves, Map<String, Long> stages) {
        return record(announced, files, waves, stages, Map.of());
    }

    private static ImportRecord record(
            Set<String> announced,
            List<ImportFile> files,
            List<Wave> waves,
            Map<String, Long> stages,
            Map<String, Long> closedStages) {
        return new ImportRecord(
                "march", NOW, announced, Optional.of(NOW), files, waves, List.of(), stages, closedStages);
    }

    private static RosterSnapshot roster(Set<String> loading, boolean isPlaced) {
        Place.Located place = new Place.Located(new Point(51, 71), Precision.TOWN, "gazetteer", "Астана");
        Office office = new Office("o1", "Астана", "", isPlaced ? Optional.of(place) : Optional.empty(), 1);
        Manager manager = new Manager(
                new ManagerProfile("m1", "o1", "Астана", "М", "", Set.of(), 1), new Workload(0, 0, Set.of(), 1));
        return new RosterSnapshot(1, loading, 0, List.of(office), List.of(manager), Map.of());
    }
}
