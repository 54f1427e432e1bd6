package kezek.assign;

import static kezek.world.World.NOW;
import static kezek.world.World.RUN;
import static kezek.world.World.WAVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kezek.domain.Failure;
import kezek.domain.SlotState;
import kezek.domain.Stage;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.roster.RosterStore;
import kezek.table.Key;
import kezek.table.Table;
import kezek.tickets.TicketStore;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import kezek.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What would never go on if the sweeper did not look at it once more.
class SweeperTest {

    private static final String OTHER_RUN = "fedcba9876543210";
    private static final Duration STALLED_AFTER = Duration.ofMinutes(5);

    private final World world = new World();
    private final Log log = Log.of(world.context);

    @Test
    void fileWhoseEndWasHalfDone_blocksNeitherRosterNorWave() {
        ImportFile file = world.beginFile(RUN);
        world.rosters.beginLoading(RUN, NOW);
        world.openWave();
        world.imports.fail(file, new Failure(ImportFile.STALLED, "and the sweeper died here"), NOW);

        sweep(NOW);

        assertThat(world.rosters.load().loadingRuns()).isEmpty();
        assertThat(world.rosters.load().rev()).isEqualTo(1);
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.ABANDONED);
    }

    @Test
    void fileThatIsBeingRead_keepsItsMarkAndItsWave() {
        world.beginFile(RUN);
        world.rosters.beginLoading(RUN, NOW);
        world.openWave();

        sweep(NOW);

        assertThat(world.rosters.load().loadingRuns()).containsExactly(RUN);
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.OPEN);
    }

    @Test
    void waveThatStalls_isSentAgain_afterOneLookAtEachQueue() {
        world.beginFile(RUN);
        world.openWave();
        int rows = 120;
        IntStream.rangeClosed(1, rows).forEach(row -> world.add(row));

        sweep(NOW);
        assertThat(world.messages.sent()).isEmpty();
        sweep(NOW.plus(Duration.ofMinutes(6)));

        assertThat(world.messages.sent()).hasSize(rows).doesNotHaveDuplicates();
        assertThat(world.messages.depthReads()).isEqualTo(2);
    }

    /// The alarm counts failed invocations, so a sweep that only logged would keep it silent.
    @ParameterizedTest
    @CsvSource({RUN + ", " + OTHER_RUN, OTHER_RUN + ", " + RUN})
    void sweepThatCannotHandleAWave_handlesTheOthers_andFails(String run, String otherRun) {
        String wave = WaveIds.ofRun(run, 0);
        addStalled(run, 1);
        addStalled(otherRun, 2);
        sweep(NOW);
        Instant later = NOW.plus(Duration.ofMinutes(6));
        Table broken =
                refusingPendingRowsOf(wave, () -> SdkClientException.create("{\"text\": \"what a client wrote\"}"));

        assertThatThrownBy(() -> sweeper(broken, later).sweep(log))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("waves that are left to the next sweep: 1, the first for STORE_BUSY;"
                        + " the lines before name them")
                .hasNoCause()
                .hasNoSuppressedExceptions();

        assertThat(world.messages.sent()).singleElement().asString().contains(World.id(2));
        assertThat(world.context.logged()).contains("wave " + wave + " is left to the next sweep: STORE_BUSY");
        assertThat(world.context.logged()).doesNotContain("what a client wrote");

        sweep(later.plus(Duration.ofMinutes(1)));
        assertThat(world.messages.sent()).hasSize(2).last().asString().contains(World.id(1));
    }

    /// The first of the three is the one that ingest sent.
    @Test
    void ticketWhoseMessagesCameToNothing_isFailedAfterThree() {
        addStalled(RUN, 1);

        for (int sweep = 0; sweep < 3; sweep++) {
            sweep(NOW.plus(Duration.ofMinutes(6L * sweep)));
            assertThat(world.messages.sent()).hasSize(sweep);
            assertThat(world.find(1).stage()).isEqualTo(Stage.NEW);
        }
        sweep(NOW.plus(Duration.ofMinutes(18)));

        assertThat(world.messages.sent()).hasSize(2);
        assertThat(world.find(1).stage()).isEqualTo(Stage.FAILED);
        assertThat(world.find(1).problem().orElseThrow().code()).isEqualTo("STUCK_IN_GEOCODE");
    }

    @Test
    void queueThatRefusesToTakeMessages_costsNoTicketItsTries() {
        addStalled(RUN, 1);
        sweep(NOW);
        Instant later = NOW.plus(Duration.ofMinutes(6));

        world.messages.goDown();
        for (int minute = 0; minute < 5; minute++) {
            Instant then = later.plus(Duration.ofMinutes(minute));
            assertThatThrownBy(() -> sweep(then)).hasMessageContaining("QUEUE_BUSY");
        }
        world.messages.comeBack();
        sweep(later.plus(Duration.ofMinutes(5)));

        assertThat(world.messages.sent()).hasSize(1);
        assertThat(world.find(1).stage()).isEqualTo(Stage.NEW);
    }

    /// The runtime prints what a function throws, with all causes, so no foreign text may be in it.
    @Test
    void sweepThatMeetsADefect_saysItsClassAndNotItsText() {
        addStalled(RUN, 1);
        addStalled(OTHER_RUN, 2);
        Table broken = refusingPendingRowsOf(
                WAVE, () -> new NumberFormatException("For input string: \"what a client wrote\""));

        assertThatThrownBy(() -> sweeper(broken, NOW).sweep(log))
                .hasMessageContaining("the first for NumberFormatException")
                .hasNoCause()
                .hasNoSuppressedExceptions();

        assertThat(world.waves.find(WaveIds.ofRun(OTHER_RUN, 0)).orElseThrow().pendingSince())
                .contains(NOW);
    }

    private void sweep(Instant now) {
        sweeper(world.table, now).sweep(log);
    }

    private Sweeper sweeper(Table table, Instant now) {
        WaveStore waves = new WaveStore(table);
        return new Sweeper(
                waves,
                new RosterStore(table),
                new TicketStore(table),
                new ImportStore(table),
                world.queues,
                new WaveWatch(waves, world.queues),
                STALLED_AFTER,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /// Stores a ticket of a wave of its own, whose message is lost.
    private void addStalled(String run, int row) {
        world.beginFile(run);
        world.waves.open(World.IMPORT, run, 0);
        world.add(run, row, World.content(World.guid(row), "Mass", "текст"));
    }

    /// @return a table that never gives the pending rows of this wave
    private Table refusingPendingRowsOf(String wave, Supplier<RuntimeException> failure) {
        return world.intercepted((operation, request, answer) -> {
            if (World.isQueryFor(request, "WAVE#" + wave, Key.slotPrefix(SlotState.PENDING))) {
                throw failure.get();
            }
            return answer.call();
        });
    }
}
