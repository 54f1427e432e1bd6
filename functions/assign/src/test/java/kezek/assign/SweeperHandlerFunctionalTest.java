package kezek.assign;

import static kezek.world.World.RUN;
import static kezek.world.World.WAVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.util.List;
import kezek.domain.Failure;
import kezek.domain.Ticket;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.waves.WaveStore;
import kezek.world.World;
import org.junit.jupiter.api.Test;

class SweeperHandlerFunctionalTest {

    private final World world = new World();
    private final SweeperHandler handler =
            new SweeperHandler(world.settings, world.messages, world.table, world.time.execution());

    @Test
    void nothingUnfinished_changesNothingAndSendsNothing() {
        world.publishRoster();
        List<?> before = world.dynamoDb.items();

        sweep();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void completeWaveWhoseHintWasLost_isHintedEachMinute() {
        world.analyse(add(1));

        sweep();
        sweep();

        assertThat(world.messages.take()).containsExactly(World.hint(WAVE), World.hint(WAVE));
    }

    @Test
    void waveWithATicketOnItsWay_isNotHinted() {
        add(1);

        sweep();

        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void ticketsWhoseMessagesWereLost_areSentAgainToTheirStages() {
        add(1);
        world.place(add(2));

        sweep();
        world.time.pass(Duration.ofMinutes(6));
        sweep();

        assertThat(world.messages.take())
                .containsExactlyInAnyOrder(
                        World.message("geocode", World.id(1), 1), World.message("classify", World.id(2), 1));
    }

    @Test
    void fileThatStalled_isEnded_andBlocksNeitherRosterNorWave() {
        world.beginFile(RUN);
        world.rosters.beginLoading(RUN, World.NOW);
        world.openWave();

        world.time.pass(Duration.ofMinutes(31));
        sweep();

        ImportFile file = world.imports.findFile(World.IMPORT, RUN).orElseThrow();
        assertThat(file.state()).isEqualTo(ImportFile.State.FAILED);
        assertThat(file.error().map(Failure::code)).contains(ImportFile.STALLED);
        assertThat(world.rosters.load().loadingRuns()).isEmpty();
        assertThat(world.waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.ABANDONED);
    }

    /// The alarm counts failed invocations.
    @Test
    void queueThatIsDown_failsTheInvocation() {
        world.analyse(add(1));
        world.messages.goDown();

        assertThatThrownBy(this::sweep)
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("the first for QUEUE_BUSY");

        assertThat(world.context.logged()).contains("wave " + WAVE + " is left to the next sweep: QUEUE_BUSY");
    }

    /// Adds a NEW ticket to the wave of a file that is read to its end.
    private Ticket add(int row) {
        world.sealWave();
        return world.add(row);
    }

    private void sweep() {
        handler.handleRequest(World.event("sweeper.json", ScheduledEvent.class), world.context);
    }
}
