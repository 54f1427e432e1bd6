package kezek.geocode;

import static kezek.world.World.WAVE;
import static kezek.world.World.hint;
import static kezek.world.World.id;
import static kezek.world.World.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.function.BiConsumer;
import kezek.domain.Address;
import kezek.domain.Place;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.lambda.Settings;
import kezek.table.Table;
import kezek.testing.StubServer;
import kezek.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeocodeHandlerFunctionalTest {

    private static final String EVENT = "geocode.json";

    private final World world = new World();
    private final StubServer nominatim = new StubServer();

    @BeforeEach
    void openWave() {
        world.openWave();
    }

    @AfterEach
    void closeNominatim() {
        nominatim.close();
    }

    @Test
    void newTickets_arePlaced_andClassifyIsTold() {
        world.add(1);
        world.add(2, new Address("Германия", "", "Берлин", "", ""));

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.find(1).stage()).isEqualTo(Stage.PLACED);
        assertThat(world.find(1).place()).containsInstanceOf(Place.Located.class);
        assertThat(world.find(2).place()).containsInstanceOf(Place.Unknown.class);
        assertThat(world.messages.take())
                .containsExactlyInAnyOrder(message("classify", id(1), 1), message("classify", id(2), 1));
    }

    @Test
    void redeliveredMessage_whenTicketAlreadyPlaced_changesNothingAndSendsNext() {
        world.place(world.add(1));
        world.place(world.add(2));
        List<?> before = world.dynamoDb.items();

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take())
                .containsExactlyInAnyOrder(message("classify", id(1), 1), message("classify", id(2), 1));
    }

    /// What makes a message superfluous.
    enum Superfluous {
        CLOSED((world, ticket) -> world.close(ticket)),
        DELETED((world, ticket) -> world.changes.delete(ticket, World.NOW)),
        OF_OLDER_CONTENT((world, ticket) -> world.changeContent(ticket)),
        ANALYSED((world, ticket) -> world.analyse(ticket));

        private final BiConsumer<World, Ticket> change;

        Superfluous(BiConsumer<World, Ticket> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void superfluousMessage_changesNothingAndSendsNothing(Superfluous reason) {
        reason.change.accept(world, world.add(1));
        reason.change.accept(world, world.add(2));
        List<?> before = world.dynamoDb.items();

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void poisonMessage_isReportedAlone_andItsNeighbourIsPlaced() {
        world.add(1);
        SQSEvent event = World.event("geocode-poison.json", SQSEvent.class);

        assertThat(handle(world.settings, event))
                .containsExactly(event.getRecords().getLast().getMessageId());

        assertThat(world.find(1).stage()).isEqualTo(Stage.PLACED);
        assertThat(world.messages.take()).containsExactly(message("classify", id(1), 1));
        assertThat(world.context.logged()).contains("BAD_MESSAGE").doesNotContain("this is not JSON");
    }

    @Test
    void providerThatIsDown_leavesTheTicketNew_andItsMessageIsReported() {
        world.add(1, nowhere());
        SQSEvent event = World.event(EVENT, SQSEvent.class);

        assertThat(handle(withNominatimDown(), event))
                .containsExactly(event.getRecords().getFirst().getMessageId());

        assertThat(world.find(1).stage()).isEqualTo(Stage.NEW);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void lastAttempt_whenTheProviderIsDown_failsTheTicketAndHintsItsWave() {
        world.add(1, nowhere());
        world.sealWave();
        SQSEvent event = World.lastAttempt(EVENT);

        assertThat(handle(withNominatimDown(), event))
                .as("SQS moves it to the dead-letter queue")
                .containsExactly(event.getRecords().getFirst().getMessageId());

        Ticket failed = world.find(1);
        assertThat(failed.stage()).isEqualTo(Stage.FAILED);
        assertThat(failed.problem().orElseThrow().code()).isEqualTo("GEOCODER_UNREACHABLE");
        assertThat(failed.slot()).isEmpty();
        assertThat(world.messages.take()).containsExactly(hint(WAVE));
    }

    @Test
    void redrivenMessage_whenTicketFailedInThisStep_placesItInTheLiveWave() {
        world.fail(world.add(1));

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        Ticket ticket = world.find(1);
        assertThat(ticket.stage()).isEqualTo(Stage.PLACED);
        assertThat(ticket.slot().map(Slot::wave)).contains(World.LIVE);
        assertThat(world.messages.take()).containsExactly(message("classify", id(1), 1));
    }

    /// The answer to the write was lost, so the client tried again and found the ticket changed.
    @Test
    void ticketThatWasPlacedMeanwhile_isSentOnAsItIs() {
        Place placeOfOther = new Place.Unknown("another delivery");
        world.add(1);
        Table table = world.intercepted((operation, request, answer) -> {
            if (operation.equals("updateItem")) {
                world.place(world.find(1), placeOfOther);
            }
            return answer.call();
        });
        GeocodeHandler handler = new GeocodeHandler(world.settings, world.messages, table, world.time.execution());

        assertThat(World.reported(handler.handleRequest(World.event(EVENT, SQSEvent.class), world.context)))
                .isEmpty();

        assertThat(world.find(1).place()).contains(placeOfOther);
        assertThat(world.messages.take()).containsExactly(message("classify", id(1), 1));
    }

    private List<String> handle(Settings settings, SQSEvent event) {
        GeocodeHandler handler = new GeocodeHandler(settings, world.messages, world.table, world.time.execution());
        return World.reported(handler.handleRequest(event, world.context));
    }

    private Settings withNominatimDown() {
        nominatim.answer(503, "down");
        return world.settingsWith(
                "GEOCODER", "nominatim", "NOMINATIM_URL", nominatim.uri().toString(), "GEOCODER_USER_AGENT", "test");
    }

    /// @return an address that the gazetteer does not know
    private static Address nowhere() {
        return Address.ofTown("Нигдеград");
    }
}
