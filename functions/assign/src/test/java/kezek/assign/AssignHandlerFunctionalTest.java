package kezek.assign;

import static kezek.world.World.FIRST;
import static kezek.world.World.WAVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kezek.domain.Assignment;
import kezek.domain.Failure;
import kezek.domain.SlotState;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.imports.ImportRecord;
import kezek.table.Key;
import kezek.table.Table;
import kezek.waves.WaveIds;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignHandlerFunctionalTest {

    private static final String EVENT = "assign.json";

    private final World world = new World();

    @BeforeEach
    void openWave() {
        world.imports.create(World.IMPORT, World.NOW);
        world.openWave();
    }

    @Test
    void completeWave_isPlanned_andEnds() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.analyse(world.add(2));
        world.sealWave();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.find(1).stage()).isEqualTo(Stage.ASSIGNED);
        assertThat(managerOf(1)).as("VIP").isIn(World.FIRST, World.SECOND);
        assertThat(world.find(2).stage()).isEqualTo(Stage.ASSIGNED);
        assertThat(managerOf(2)).isNotEqualTo(managerOf(1));
        assertThat(world.waves.find(WAVE)).isEmpty();
        assertThat(world.waves.isDone(World.IMPORT, World.RUN, 0)).isTrue();
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void redeliveredHint_whenWaveAlreadyPlanned_changesNothing() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.sealWave();
        handle(World.event(EVENT, SQSEvent.class));
        List<?> before = world.dynamoDb.items();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void nextWaveOfTheFile_isHintedWhenThisOneEnds() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.sealWave();
        world.waves.open(World.IMPORT, World.RUN, 1);

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.messages.take()).containsExactly(World.hint(WaveIds.ofRun(World.RUN, 1)));
    }

    @Test
    void hintForAWaveThatIsNotComplete_changesNothing() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.place(world.add(2));
        world.sealWave();

        assertWaits("TICKETS_ON_THEIR_WAY");
    }

    @Test
    void hintForAWaveThatIsNotReadToItsEnd_changesNothing() {
        world.publishRoster();
        world.analyse(world.add(1));

        assertWaits("FILE_BEING_READ");
    }

    @Test
    void hintWhileTheRosterIsBeingLoaded_changesNothing() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.sealWave();
        world.rosters.beginLoading("another run", World.NOW);

        assertWaits("ROSTER_LOADING");
    }

    private void assertWaits(String code) {
        List<?> before = world.dynamoDb.items();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
        assertThat(world.context.logged()).contains("wave " + WAVE + " waits: " + code);
    }

    @Test
    void ticketThatNoManagerMayTake_isParked() {
        world.publishRoster(
                "roster", List.of(World.office("o1", "Астана", 1)), World.manager(World.NEWCOMER, Set.of()));
        world.analyse(world.add(1));
        world.sealWave();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        Ticket parked = world.find(1);
        assertThat(parked.stage()).isEqualTo(Stage.UNASSIGNED);
        assertThat(parked.problem().map(Failure::code)).contains("NOBODY_ELIGIBLE");
        assertThat(world.waves.hasReady(WaveIds.PARKED)).isTrue();
        assertThat(world.waves.find(WAVE)).isEmpty();
    }

    @Test
    void closedAndDeletedTickets_areNotPlanned_andTheirWaveEnds() {
        world.publishRoster();
        Ticket closed = world.close(world.analyse(world.add(1)));
        world.changes.delete(world.analyse(world.add(2)), World.NOW);
        world.sealWave();

        assertThat(handle(World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.find(1)).isEqualTo(closed);
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(world.tickets.find(World.id(2))).isEmpty();
        assertThat(world.load(FIRST)).isZero();
        assertThat(world.waves.find(WAVE)).isEmpty();
    }

    /// A hint that can never be read would hold back the message group of all hints.
    @Test
    void poisonHint_isAcknowledged_andTheNextOneIsHandled() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.sealWave();
        SQSEvent event = World.event(EVENT, SQSEvent.class);
        SQSEvent.SQSMessage poison =
                World.event(EVENT, SQSEvent.class).getRecords().getFirst();
        poison.setBody("this is not JSON");
        event.getRecords().addFirst(poison);

        assertThat(handle(event)).isEmpty();

        assertThat(world.context.logged()).contains("BAD_MESSAGE");
        assertThat(world.find(1).stage()).isEqualTo(Stage.ASSIGNED);
    }

    @Test
    void tableThatIsBusy_leavesTheHintInTheQueue() {
        world.dynamoDb.answerStatus(503);
        SQSEvent event = World.event(EVENT, SQSEvent.class);

        assertThat(handle(event)).containsExactly(event.getRecords().getFirst().getMessageId());
    }

    /// The sweeper sends the next hint, so nothing is lost with this one.
    @Test
    void lastAttempt_whenTheTableIsBusy_givesUpTheHintOnly() {
        world.analyse(world.add(1));
        world.dynamoDb.answerStatus(503);
        SQSEvent event = World.lastAttempt(EVENT);

        assertThat(handle(event)).containsExactly(event.getRecords().getFirst().getMessageId());

        world.dynamoDb.answerStatus(0);
        assertThat(world.find(1).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.context.logged()).contains("the hint for wave " + WAVE + " is given up");
    }

    @Test
    void waveThatCannotBePlanned_saysSoInItsImport_andHoldsBackNoOtherHint() {
        world.publishRoster();
        world.analyse(world.add(1));
        world.sealWave();
        Table broken = world.intercepted((operation, request, answer) -> {
            if (World.isQueryFor(request, "WAVE#" + WAVE, Key.slotPrefix(SlotState.READY))) {
                throw new IllegalStateException("what a client wrote");
            }
            return answer.call();
        });

        assertThat(handle(broken, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.imports.find(World.IMPORT).orElseThrow().waves())
                .singleElement()
                .extracting(ImportRecord.Wave::problem)
                .isEqualTo(Optional.of(
                        new Failure("PLAN_FAILED", "IllegalStateException; the log of assign has the details")));
        assertThat(world.context.logged()).doesNotContain("what a client wrote");
    }

    private List<String> handle(SQSEvent event) {
        return handle(world.table, event);
    }

    private List<String> handle(Table table, SQSEvent event) {
        AssignHandler handler = new AssignHandler(world.settings, world.messages, table, world.time.execution());
        return World.reported(handler.handleRequest(event, world.context));
    }

    private String managerOf(int row) {
        return world.find(row).assignment().map(Assignment::managerId).orElseThrow();
    }
}
