package kezek.tickets;

import static kezek.world.World.IMPORT;
import static kezek.world.World.LIVE;
import static kezek.world.World.NOW;
import static kezek.world.World.RUN;
import static kezek.world.World.WAVE;
import static kezek.world.World.content;
import static kezek.world.World.hint;
import static kezek.world.World.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import kezek.domain.Edition;
import kezek.domain.Ids;
import kezek.domain.Origin;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.failure.TransientFailure;
import kezek.waves.WaveIds;
import kezek.waves.WaveWatch;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketIntakeTest {

    private static final TicketSource SOURCE = source(RUN, 0);
    private static final String LATER_RUN = "1111111111111111";
    private static final TicketSource LATER = source(LATER_RUN, 60);
    private static final TicketSource EARLIER = source("2222222222222222", -60);
    private static final String ID = Ids.ticket("guid-1");

    private final World world = new World();
    private final TicketIntake intake = new TicketIntake(
            world.tickets, world.waves, world.queues, new WaveWatch(world.waves, world.queues), world.time.execution());

    @BeforeEach
    void publishRosterAndSealWave() {
        world.publishRoster();
        world.sealWave();
    }

    @Test
    void newTicket_isStoredInItsWave_andGeocodeIsTold() {
        IntakeOutcome outcome = take(SOURCE, arrival(1, "текст"));

        Ticket ticket = world.find(ID);
        assertThat(outcome).isEqualTo(new IntakeOutcome.New(ticket));
        assertThat(ticket.stage()).isEqualTo(Stage.NEW);
        assertThat(ticket.origin()).isEqualTo(new Origin("csv", IMPORT, RUN, 1, NOW));
        assertThat(ticket.createdAt()).isEqualTo(NOW);
        assertThat(world.waves.pending(WAVE))
                .singleElement()
                .satisfies(row -> assertThat(row.ticketId()).isEqualTo(ID));
        assertThat(world.messages.take()).containsExactly(message("geocode", ID, 1));
    }

    @Test
    void asManyNewTicketsAsOneCallTakes_areOneTransaction() {
        int before = world.dynamoDb.transactions();

        List<IntakeOutcome> outcomes = intake.take(
                SOURCE,
                IntStream.rangeClosed(1, TicketIntake.MAX_ARRIVALS)
                        .mapToObj(row -> arrival(row, "текст"))
                        .toList());

        assertThat(outcomes).hasSize(50).hasOnlyElementsOfType(IntakeOutcome.New.class);
        assertThat(world.dynamoDb.transactions() - before).isEqualTo(1);
        assertThat(world.messages.take()).hasSize(50);
    }

    @Test
    void changedContent_beginsAgain_givesTheLoadBack_andLetsTheOldWaveGo() {
        take(SOURCE, arrival(1, "текст"));
        world.assign(world.analyse(world.find(ID)), World.FIRST);
        world.messages.take();

        IntakeOutcome outcome = take(LATER, arrival(LATER_RUN, 7, "guid-1", "другой"));

        assertThat(outcome).isInstanceOf(IntakeOutcome.Changed.class);
        Ticket ticket = world.find(ID);
        assertThat(ticket.stage()).isEqualTo(Stage.NEW);
        assertThat(ticket.rev()).isEqualTo(2);
        assertThat(ticket.version()).isEqualTo(5);
        assertThat(ticket.createdAt()).isEqualTo(NOW);
        assertThat(ticket.content().description()).isEqualTo("другой");
        assertThat(ticket.slot().orElseThrow().wave()).isEqualTo(WaveIds.ofRun(LATER_RUN, 0));
        assertThat(world.load(World.FIRST)).isZero();
        assertThat(world.messages.take()).containsExactly(message("geocode", ID, 2));
    }

    @Test
    void changedContentOfTheLastPendingTicket_completesTheOldWave() {
        take(SOURCE, arrival(1, "текст"));
        world.messages.take();

        take(LATER, arrival(LATER_RUN, 1, "guid-1", "другой"));

        assertThat(world.messages.take()).containsExactly(hint(WAVE), message("geocode", ID, 2));
    }

    @Test
    void rowThatIsTakenAgain_wasStoredBefore_andOnlyAnUnfinishedOneIsSentAgain() {
        take(SOURCE, arrival(1, "текст"));
        world.messages.take();

        assertThat(take(SOURCE, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.StoredBefore.class);
        assertThat(world.messages.take()).containsExactly(message("geocode", ID, 1));

        world.place(world.find(ID));
        List<?> before = world.dynamoDb.items();
        assertThat(take(SOURCE, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.StoredBefore.class);
        assertThat(world.messages.take()).isEmpty();
        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void sameContentOfANewerSource_isSeenAgain_andAllThatChangesIsTheNewestEdition() {
        take(SOURCE, arrival(1, "текст"));
        Ticket before = world.find(ID);
        world.messages.take();

        IntakeOutcome outcome = take(LATER, arrival(1, "текст"));

        assertThat(outcome).isInstanceOf(IntakeOutcome.SeenAgain.class);
        assertThat(world.find(ID)).isEqualTo(before);
        assertThat(world.stored(ID).newestEdition()).isEqualTo(new Edition(LATER.time(), LATER_RUN));
        assertThat(world.messages.take()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"текст, Unchanged", "другой, Outdated"})
    void olderSource_changesNothing_whateverItSays(String description, String expected) {
        take(SOURCE, arrival(1, "текст"));
        world.messages.take();
        List<?> before = world.dynamoDb.items();

        IntakeOutcome outcome = take(EARLIER, arrival(1, description));

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void sourceBetweenTheStoredOneAndTheNewestThatSaidTheSame_isOutdated() {
        take(SOURCE, arrival(1, "текст"));
        take(LATER, arrival(1, "текст"));

        assertThat(take(source("3333333333333333", 30), arrival(1, "другой")))
                .isInstanceOf(IntakeOutcome.Outdated.class);
    }

    @Test
    void deletedTicket_comesBackOnlyWithANewerSource() {
        take(SOURCE, arrival(1, "текст"));
        world.changes.delete(world.find(ID), NOW.plusSeconds(10));

        assertThat(take(source("3333333333333333", 5), arrival(1, "текст"))).isInstanceOf(IntakeOutcome.Outdated.class);
        assertThat(world.tickets.find(ID)).isEmpty();

        assertThat(take(LATER, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.Changed.class);
        assertThat(world.find(ID).rev()).isEqualTo(2);
        assertThat(world.find(ID).createdAt()).isEqualTo(LATER.time());
    }

    @ParameterizedTest
    @CsvSource({"60, текст", "-60, текст", "-60, другой"})
    void failedTicketThatArrivesAgain_isRetriedInLive(int seconds, String description) {
        take(SOURCE, arrival(1, "текст"));
        world.fail(world.place(world.find(ID)));
        world.messages.take();

        IntakeOutcome outcome = take(source(LATER_RUN, seconds), arrival(1, description));

        Ticket ticket = world.find(ID);
        assertThat(outcome).isEqualTo(new IntakeOutcome.Retried(ticket));
        assertThat(ticket.stage()).isEqualTo(Stage.PLACED);
        assertThat(ticket.content().description()).isEqualTo("текст");
        assertThat(ticket.slot().orElseThrow().wave()).isEqualTo(LIVE);
        assertThat(world.messages.take()).containsExactly(message("classify", ID, 1));
    }

    @Test
    void failedTicketThatIsAnalysed_waitsForAPlanInLive_andAssignIsTold() {
        take(SOURCE, arrival(1, "текст"));
        world.fail(world.analyse(world.find(ID)));
        world.messages.take();

        assertThat(take(EARLIER, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.Retried.class);

        assertThat(world.find(ID).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.messages.take()).containsExactly(hint(LIVE));
    }

    @Test
    void failedTicketThatAPersonClosed_isNotRetried() {
        take(SOURCE, arrival(1, "текст"));
        world.changes.close(world.fail(world.find(ID)));
        world.messages.take();

        assertThat(take(EARLIER, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.Unchanged.class);

        assertThat(world.find(ID).status()).isEqualTo(Status.CLOSED);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void failedTicketThatAnotherWriterClosesInBetween_isUnchanged() {
        take(SOURCE, arrival(1, "текст"));
        world.fail(world.find(ID));
        world.dynamoDb.beforeNextTransaction(() -> world.changes.close(world.find(ID)));

        assertThat(take(EARLIER, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.Unchanged.class);

        assertThat(world.find(ID).stage()).isEqualTo(Stage.FAILED);
    }

    @Test
    void arrivalsOfOneCall_haveTheirOutcomesInTheirOrder() {
        intake.take(SOURCE, List.of(arrival(1, "a"), arrival(2, "b"), arrival(3, "c")));

        List<IntakeOutcome> outcomes = intake.take(
                LATER,
                List.of(
                        arrival(LATER_RUN, 1, "guid-4", "new"),
                        arrival(LATER_RUN, 2, "guid-3", "c"),
                        arrival(LATER_RUN, 3, "guid-2", "changed"),
                        arrival(LATER_RUN, 4, "guid-1", "a")));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("New", "SeenAgain", "Changed", "SeenAgain");
    }

    /// Two passes over the same rows, as after a redelivery.
    @Test
    void passThatAnotherPassOvertakes_findsItsRowsStoredBefore() {
        world.dynamoDb.beforeNextTransaction(() -> take(SOURCE, arrival(1, "a")));

        List<IntakeOutcome> outcomes = intake.take(SOURCE, List.of(arrival(1, "a"), arrival(2, "b")));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("StoredBefore", "New");
        assertThat(world.messages.take())
                .containsExactly(
                        message("geocode", ID, 1),
                        message("geocode", ID, 1),
                        message("geocode", Ids.ticket("guid-2"), 1));
    }

    @Test
    void newerSourceThatIsFaster_leavesTheChangeOutdated() {
        take(SOURCE, arrival(1, "текст"));
        world.dynamoDb.beforeNextTransaction(() -> take(source("3333333333333333", 90), arrival(1, "новейший")));

        IntakeOutcome outcome = take(LATER, arrival(1, "другой"));

        assertThat(outcome).isInstanceOf(IntakeOutcome.Outdated.class);
        assertThat(world.find(ID).content().description()).isEqualTo("новейший");
    }

    @Test
    void changeThatLosesTenRaces_isGivenUp_andIsMadeByTheNextDelivery() {
        take(SOURCE, arrival(1, "текст"));
        List<Integer> lost = world.beforeEachTransaction(() -> world.touch(ID));

        assertThatThrownBy(() -> take(LATER, arrival(1, "другой")))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("IMPORT_KEEPS_LOSING"))
                .hasMessageContaining(LATER_RUN);
        assertThat(lost).hasSize(10);

        world.dynamoDb.beforeNextTransaction(() -> {});
        assertThat(take(LATER, arrival(1, "другой"))).isInstanceOf(IntakeOutcome.Changed.class);
    }

    @Test
    void messagesThatCouldNotBeSent_areSentByTheNextDelivery() {
        world.messages.goDown();
        assertThatThrownBy(() -> take(SOURCE, arrival(1, "текст")))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("QUEUE_BUSY"));
        world.messages.comeBack();

        assertThat(take(SOURCE, arrival(1, "текст"))).isInstanceOf(IntakeOutcome.StoredBefore.class);

        assertThat(world.messages.take()).containsExactly(message("geocode", ID, 1));
    }

    @Test
    void sameExternalIdOfAnotherChannel_isAnotherTicket_thatIsKnownAgainWithoutARow() {
        take(SOURCE, arrival(1, "текст"));
        TicketSource api = new TicketSource("api", "", "", NOW);
        Arrival posted = new Arrival("guid-1", content("", "Mass", "текст"), 0, LIVE);
        world.messages.take();

        IntakeOutcome first = take(api, posted);
        IntakeOutcome again = take(api, posted);
        IntakeOutcome later = take(
                new TicketSource("api", "", "", NOW.plusSeconds(1)),
                new Arrival("guid-1", content("", "Mass", "другой"), 0, LIVE));

        String id = Ids.ticket("api", "guid-1");
        assertThat(first).isInstanceOf(IntakeOutcome.New.class);
        assertThat(again).isInstanceOf(IntakeOutcome.Unchanged.class);
        assertThat(later).isInstanceOf(IntakeOutcome.Changed.class);
        assertThat(world.find(id).origin()).isEqualTo(new Origin("api", "", "", 0, NOW.plusSeconds(1)));
        assertThat(world.find(ID).rev()).isEqualTo(1);
        assertThat(world.messages.take()).contains(message("geocode", id, 1), message("geocode", id, 2));
    }

    private IntakeOutcome take(TicketSource source, Arrival arrival) {
        return intake.take(source, List.of(arrival)).getFirst();
    }

    private static TicketSource source(String run, int seconds) {
        return new TicketSource(Origin.CSV, IMPORT, run, NOW.plusSeconds(seconds));
    }

    private static Arrival arrival(int row, String description) {
        return arrival(RUN, row, "guid-" + row, description);
    }

    private static Arrival arrival(String run, int row, String guid, String description) {
        return new Arrival(guid, content(guid, "Mass", description), row, WaveIds.ofRun(run, 0));
    }
}
