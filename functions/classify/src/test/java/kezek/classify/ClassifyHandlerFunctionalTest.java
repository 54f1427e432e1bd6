package kezek.classify;

import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.world.World.WAVE;
import static kezek.world.World.hint;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Category;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.lambda.Settings;
import kezek.testing.ModelServer;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifyHandlerFunctionalTest {

    private static final String EVENT = "classify.json";
    private static final String GOOD = """
            {"category": "Смена данных", "sentiment": "Позитивный", "priority": 2, "language": "RU",
             "summary": "Хочет сменить номер. Рекомендация: запросить документы."}""";

    private final World world = new World();

    @BeforeEach
    void publishRosterAndOpenWave() {
        world.publishRoster();
        world.openWave();
    }

    @Test
    void lastTicketsOfAWave_areAnalysedByTheRules_andTheWaveIsHinted() {
        world.place(world.add(1));
        world.place(world.add(2));
        world.sealWave();

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        Ticket ticket = world.find(1);
        assertThat(ticket.stage()).isEqualTo(Stage.ANALYSED);
        assertThat(analysis(1).category()).isEqualTo(Category.APP_FAILURE);
        assertThat(analysis(1).provenance().source()).isEqualTo(AnalysisSource.RULES);
        assertThat(analysis(1).provenance().degraded()).isFalse();
        assertThat(world.find(2).stage()).isEqualTo(Stage.ANALYSED);
        // Two that end at the same moment may both find the wave complete.
        assertThat(world.messages.take()).isNotEmpty().containsOnly(hint(WAVE));
    }

    @Test
    void ticketOfAWaveWithOthersOnTheirWay_isAnalysed_andTheWaveIsNotHinted() {
        world.place(world.add(1));
        world.add(3);
        world.sealWave();

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.find(1).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void ticketOfAWaveThatIsNotReadToItsEnd_isAnalysed_andTheWaveIsNotHinted() {
        world.place(world.add(1));

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.find(1).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void redeliveredMessage_whenTicketAlreadyAnalysed_changesNothingAndHintsAgain() {
        world.analyse(world.add(1));
        world.sealWave();
        List<?> before = world.dynamoDb.items();

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).containsExactly(hint(WAVE));
    }

    /// What makes a message superfluous.
    enum Superfluous {
        CLOSED((world, ticket) -> world.close(ticket)),
        DELETED((world, ticket) -> world.changes.delete(ticket, World.NOW)),
        OF_OLDER_CONTENT((world, ticket) -> world.changeContent(ticket)),
        ASSIGNED((world, ticket) -> world.assign(world.analyse(ticket), World.FIRST));

        private final BiConsumer<World, Ticket> change;

        Superfluous(BiConsumer<World, Ticket> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void superfluousMessage_changesNothingAndSendsNothing(Superfluous reason) {
        reason.change.accept(world, world.place(world.add(1)));
        reason.change.accept(world, world.place(world.add(2)));
        world.sealWave();
        List<?> before = world.dynamoDb.items();

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void poisonMessage_isReportedAlone_andItsNeighbourIsAnalysed() {
        world.place(world.add(1));
        SQSEvent event = World.event(EVENT, SQSEvent.class);
        event.getRecords().getLast().setBody("{\"ticketId\": 7");

        assertThat(handle(world.settings, event))
                .containsExactly(event.getRecords().getLast().getMessageId());

        assertThat(world.find(1).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.context.logged()).contains("BAD_MESSAGE");
    }

    @Test
    void redrivenMessage_whenTicketFailedInThisStep_analysesItInTheLiveWave() {
        world.fail(world.place(world.add(1)));

        assertThat(handle(world.settings, World.event(EVENT, SQSEvent.class))).isEmpty();

        Ticket ticket = world.find(1);
        assertThat(ticket.stage()).isEqualTo(Stage.ANALYSED);
        assertThat(ticket.slot().map(Slot::wave)).contains(World.LIVE);
        assertThat(world.messages.take()).containsExactly(hint(World.LIVE));
    }

    @Test
    void configuredModel_analysesTheTicket_andKeepsItsAnswerInTheTable() throws IOException {
        world.place(world.add(1));
        try (ModelServer server = new ModelServer(completion(GOOD))) {
            assertThat(handle(withModel(server), World.event(EVENT, SQSEvent.class)))
                    .isEmpty();

            assertThat(server.requests()).hasSize(1);
        }

        assertThat(analysis(1).category()).isEqualTo(Category.DATA_CHANGE);
        assertThat(analysis(1).provenance().source()).isEqualTo(AnalysisSource.MODEL);
        assertThat(world.dynamoDb.items())
                .anySatisfy(item -> assertThat(item.get("PK").s()).startsWith("ANSWER#"));
    }

    @Test
    void modelThatIsDown_leavesTheTicketPlaced_andItsMessageIsReported() throws IOException {
        world.place(world.add(1));
        SQSEvent event = World.event(EVENT, SQSEvent.class);

        try (ModelServer server = new ModelServer(error(503, "overloaded", Map.of()))) {
            assertThat(handle(withModel(server), event))
                    .containsExactly(event.getRecords().getFirst().getMessageId());
        }

        assertThat(world.find(1).stage()).isEqualTo(Stage.PLACED);
    }

    @Test
    void lastAttempt_whenTheModelIsDown_isAnsweredByTheRules() throws IOException {
        world.place(world.add(1));
        world.sealWave();

        try (ModelServer server = new ModelServer(error(503, "overloaded", Map.of()))) {
            assertThat(handle(withModel(server), World.lastAttempt(EVENT))).isEmpty();
        }

        assertThat(analysis(1).category()).isEqualTo(Category.APP_FAILURE);
        assertThat(analysis(1).provenance().source()).isEqualTo(AnalysisSource.RULES);
        assertThat(analysis(1).provenance().degraded()).isTrue();
        assertThat(world.messages.take()).containsExactly(hint(WAVE));
    }

    /// The table refuses the analysis, so the rules cannot help either.
    @Test
    void lastAttempt_whenTheAnalysisCannotBeStored_failsTheTicketAndHintsItsWave() {
        world.place(world.add(1));
        world.sealWave();
        world.dynamoDb.refuse(request -> request.toString().contains("analysis"));
        SQSEvent event = World.lastAttempt(EVENT);

        assertThat(handle(world.settings, event))
                .containsExactly(event.getRecords().getFirst().getMessageId());

        assertThat(world.find(1).stage()).isEqualTo(Stage.FAILED);
        assertThat(world.messages.take()).containsExactly(hint(WAVE));
    }

    private Analysis analysis(int row) {
        return world.find(row).analysis().orElseThrow();
    }

    private List<String> handle(Settings settings, SQSEvent event) {
        ClassifyHandler handler = new ClassifyHandler(settings, world.messages, world.table, world.time.execution());
        return World.reported(handler.handleRequest(event, world.context));
    }

    private Settings withModel(ModelServer server) {
        return world.settingsWith("OPENAI_BASE_URL", server.address().toString(), "OPENAI_MODEL", "test-model");
    }
}
