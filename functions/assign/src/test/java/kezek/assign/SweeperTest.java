package kezek.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Office;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Slot;
import kezek.domain.SlotState;
import kezek.domain.Stage;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.execution.ExecutionContext;
import kezek.failure.TransientFailure;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.MessageJson;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.messaging.WaveHint;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.planning.PlanStore;
import kezek.planning.Readiness;
import kezek.roster.RosterStore;
import kezek.routing.Planner;
import kezek.rules.RulesFile;
import kezek.table.Key;
import kezek.table.Table;
import kezek.testing.Analyses;
import kezek.testing.FakeContext;
import kezek.testing.FakeDynamoDb;
import kezek.tickets.TicketStore;
import kezek.waves.ReadyTicket;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// What would stand still for ever, if nobody looked at it once more.
class SweeperTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String IMPORT = "november";
    private static final String RUN = "0123456789abcdef";
    private static final String OTHER_RUN = "fedcba9876543210";
    private static final String WAVE = WaveIds.ofRun(RUN, 0);

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    private final Table table = new Table(dynamoDb, "table");
    private final ImportStore imports = new ImportStore(table);
    private final RosterStore rosters = new RosterStore(table);
    private final WaveStore waves = new WaveStore(table);
    private final TicketStore tickets = new TicketStore(table);
    private final QueueRecorder sqs = new QueueRecorder();
    private final Settings settings = new Settings(Map.of(
            "GEOCODE_QUEUE_URL", "http://127.0.0.1/geocode",
            "CLASSIFY_QUEUE_URL", "http://127.0.0.1/classify",
            "ASSIGN_QUEUE_URL", "http://127.0.0.1/assign.fifo",
            "STILL_WAVE", "PT5M"));
    private final Queues queues = new Queues(sqs, settings, QueueName.GEOCODE, QueueName.CLASSIFY, QueueName.ASSIGN);
    private final FakeContext context = new FakeContext();
    private final Log log = Log.of(context);

    @Test
    void fileWhoseEndWasHalfDone_blocksNeitherRosterNorWave() {
        ImportFile file = reading();
        rosters.beginLoading(RUN, NOW);
        waves.open(IMPORT, RUN, 0);
        imports.fail(file, new Failure(ImportFile.STALLED, "and the sweeper died here"), NOW);

        sweep(NOW);

        assertThat(rosters.load().loadingRuns()).isEmpty();
        assertThat(rosters.load().rev()).isEqualTo(1);
        assertThat(waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.ABANDONED);
    }

    @Test
    void fileThatIsBeingRead_keepsItsMarkAndItsWave() {
        reading();
        rosters.beginLoading(RUN, NOW);
        waves.open(IMPORT, RUN, 0);

        sweep(NOW);

        assertThat(rosters.load().loadingRuns()).containsExactly(RUN);
        assertThat(waves.find(WAVE).orElseThrow().state()).isEqualTo(WaveStore.State.OPEN);
    }

    @Test
    void waveThatStandsStill_isSentAgainAfterOneLookAtEachQueue() {
        reading();
        waves.open(IMPORT, RUN, 0);
        int rows = 120;
        IntStream.rangeClosed(1, rows).forEach(row -> tickets.addNew(List.of(ticket(row))));

        sweep(NOW);
        assertThat(sqs.sent).isEmpty();
        sweep(NOW.plus(Duration.ofMinutes(6)));

        assertThat(sqs.sent).hasSize(rows).doesNotHaveDuplicates();
        assertThat(sqs.looks).isEqualTo(2);
    }

    /// The alarm counts invocations that fail: one that only logs would keep it silent.
    @ParameterizedTest
    @CsvSource({RUN + ", " + OTHER_RUN, OTHER_RUN + ", " + RUN})
    void sweepThatCannotLookAfterAWave_looksAfterTheOthersAndFails(String run, String otherRun) {
        String wave = WaveIds.ofRun(run, 0);
        standStill(run, 1);
        standStill(otherRun, 2);
        sweep(NOW);
        Instant later = NOW.plus(Duration.ofMinutes(6));
        DynamoDbClient broken =
                refusingPendingRowsOf(wave, () -> SdkClientException.create("{\"text\": \"what a client wrote\"}"));

        assertThatThrownBy(() -> sweeper(broken, later).handleRequest(new ScheduledEvent(), context))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("waves that are left to the next sweep: 1, the first for STORE_BUSY;"
                        + " the lines before name them")
                .hasNoCause()
                .hasNoSuppressedExceptions();

        assertThat(sqs.sent).singleElement().asString().contains(Ids.ticket("guid-2"));
        assertThat(context.logged()).contains("wave " + wave + " is left to the next sweep: STORE_BUSY");
        assertThat(context.logged()).doesNotContain("what a client wrote");

        sweep(later.plus(Duration.ofMinutes(1)));
        assertThat(sqs.sent).hasSize(2).last().asString().contains(Ids.ticket("guid-1"));
    }

    /// The first of the three is the one that ingest sent.
    @Test
    void ticketWhoseMessagesCameToNothing_isGivenUpAfterThree() {
        standStill(RUN, 1);

        for (int sweep = 0; sweep < 3; sweep++) {
            sweep(NOW.plus(Duration.ofMinutes(6L * sweep)));
            assertThat(sqs.sent).hasSize(sweep);
            assertThat(find(1).stage()).isEqualTo(Stage.NEW);
        }
        sweep(NOW.plus(Duration.ofMinutes(18)));

        assertThat(sqs.sent).hasSize(2);
        assertThat(find(1).stage()).isEqualTo(Stage.FAILED);
        assertThat(find(1).problem().orElseThrow().code()).isEqualTo("STUCK_IN_GEOCODE");
    }

    @Test
    void queueThatRefusesToTakeMessages_costsNoTicketItsTries() {
        standStill(RUN, 1);
        sweep(NOW);
        Instant later = NOW.plus(Duration.ofMinutes(6));

        sqs.isRefusing = true;
        for (int minute = 0; minute < 5; minute++) {
            Instant then = later.plus(Duration.ofMinutes(minute));
            assertThatThrownBy(() -> sweep(then)).hasMessageContaining("QUEUE_BUSY");
        }
        sqs.isRefusing = false;
        sweep(later.plus(Duration.ofMinutes(5)));

        assertThat(sqs.sent).hasSize(1);
        assertThat(find(1).stage()).isEqualTo(Stage.NEW);
    }

    /// The runtime prints what a function throws, with all causes: the text of others must not be in it.
    @Test
    void sweepThatMeetsADefect_saysItsClassAndNotItsText() {
        standStill(RUN, 1);
        standStill(OTHER_RUN, 2);
        DynamoDbClient broken = refusingPendingRowsOf(
                WAVE, () -> new NumberFormatException("For input string: \"what a client wrote\""));

        assertThatThrownBy(() -> sweeper(broken, NOW).handleRequest(new ScheduledEvent(), context))
                .hasMessageContaining("the first for NumberFormatException")
                .hasNoCause()
                .hasNoSuppressedExceptions();

        assertThat(waves.find(WaveIds.ofRun(OTHER_RUN, 0)).orElseThrow().pendingSince())
                .contains(NOW);
    }

    @Test
    void ticketThatBecomesReadyWhileItsAbandonedWaveIsPlanned_isPlannedNext() {
        publishRoster();
        ImportFile file = reading();
        waves.open(IMPORT, RUN, 0);
        tickets.addNew(List.of(ticket(1)));
        tickets.place(find(1), new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана"));
        imports.fail(file, new Failure(ImportFile.STALLED, "nobody reads on"), NOW);
        waves.abandon(waves.find(WAVE).orElseThrow(), NOW.minus(Duration.ofMinutes(3)));

        assigner(afterReadyRowsWereRead(() -> tickets.analyse(find(1), analysis())))
                .assign(WAVE, () -> Duration.ofSeconds(25), log);
        assertThat(find(1).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(sqs.hints).containsExactly("{\"wave\":\"" + WAVE + "\"}");
        assigner(dynamoDb).assign(WAVE, () -> Duration.ofSeconds(25), log);

        assertThat(find(1).stage()).isEqualTo(Stage.ASSIGNED);
        assertThat(waves.find(WAVE)).isEmpty();
    }

    /// VIP tickets, and nobody who may take them: asked again, on the same roster, nobody still.
    @Test
    void parkedTicketsThatAreTriedAgain_andNobodyStill_leaveTheTableAsItIs() {
        publishRoster();
        park(1, "VIP");
        park(2, "VIP");
        new WaveWatch(waves, queues).hintAll();
        processAll();
        List<?> before = dynamoDb.items();

        List<String> hinted = new WaveWatch(waves, queues).hintAgain();
        processAll();

        assertThat(hinted).contains(WaveIds.PARKED);
        assertThat(dynamoDb.items()).isEqualTo(before);
        assertThat(find(1).stage()).isEqualTo(Stage.UNASSIGNED);
    }

    /// The rules may have changed with a deployment: here a ticket that the stored rules never parked.
    @Test
    void parkedTicketThatSomebodyMayTakeNow_isTakenThoughTheRosterIsTheSame() {
        publishRoster();
        park(1, "Mass");
        long planned = rosters.load().rev();
        waves.markParkedPlanned(planned);

        new WaveWatch(waves, queues).hintAll();
        processAll();
        assertThat(find(1).stage()).isEqualTo(Stage.UNASSIGNED);
        new WaveWatch(waves, queues).hintAgain();
        processAll();

        assertThat(find(1).stage()).isEqualTo(Stage.ASSIGNED);
    }

    /// Stores a ticket as one that nobody could take.
    private void park(int row, String segment) {
        reading();
        waves.open(IMPORT, RUN, 0);
        tickets.addNew(List.of(ticket(row, segment)));
        tickets.place(find(row), new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана"));
        tickets.analyse(find(row), analysis());
        ReadyTicket ready = waves.ready(WAVE).stream()
                .filter(each -> each.ticket().row() == row)
                .findFirst()
                .orElseThrow();
        PlanChunk chunk = new PlanChunk(rosters.load().rev(), Manager::rev);
        chunk.tryAddUnassigned(
                ready, new Failure("NOBODY_ELIGIBLE", "Никого."), Optional.empty(), "{}", Optional.empty());
        assertThat(new PlanStore(table).commit(chunk)).isEqualTo(new PlanCommit.Done());
    }

    /// Lets assign work off every hint.
    private void processAll() {
        List<String> hints = List.copyOf(sqs.hints);
        sqs.hints.clear();
        hints.forEach(hint -> assigner(dynamoDb)
                .assign(MessageJson.read(hint, WaveHint.class).wave(), () -> Duration.ofSeconds(25), log));
    }

    private void sweep(Instant now) {
        sweeper(dynamoDb, now).handleRequest(new ScheduledEvent(), context);
    }

    private SweeperHandler sweeper(DynamoDbClient client, Instant now) {
        return new SweeperHandler(
                settings,
                sqs,
                new Table(client, "table"),
                ExecutionContext.real().withClock(Clock.fixed(now, ZoneOffset.UTC)));
    }

    /// Stores a ticket of a wave of its own, whose message is lost.
    private void standStill(String run, int row) {
        reading(run);
        waves.open(IMPORT, run, 0);
        tickets.addNew(List.of(ticket(run, row, "Mass")));
    }

    private Assigner assigner(DynamoDbClient client) {
        Table seen = new Table(client, "table");
        return new Assigner(
                new WaveStore(seen),
                rosters,
                new PlanStore(table),
                new Readiness(waves, imports),
                new Planner(RulesFile.standard()),
                queues,
                ExecutionContext.real().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    /// A client that does something once, right after the first whole query of a wave's ready rows was
    /// answered.
    private DynamoDbClient afterReadyRowsWereRead(Runnable once) {
        List<Runnable> open = new ArrayList<>(List.of(once));
        return around((query, answer) -> {
            Object answered = answer.call();
            if (hasValue(query, Key.slotPrefix(SlotState.READY))) {
                open.forEach(Runnable::run);
                open.clear();
            }
            return answered;
        });
    }

    /// A client that never gives the pending rows of this wave.
    private DynamoDbClient refusingPendingRowsOf(String wave, Supplier<RuntimeException> failure) {
        return around((query, answer) -> {
            if (hasValue(query, "WAVE#" + wave) && hasValue(query, Key.slotPrefix(SlotState.PENDING))) {
                throw failure.get();
            }
            return answer.call();
        });
    }

    private interface AroundQuery {

        Object query(QueryRequest query, Callable<Object> answer) throws Exception;
    }

    private DynamoDbClient around(AroundQuery change) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    Callable<Object> answer = () -> {
                        try {
                            // The method that takes a lambda goes the same way as in the real client.
                            return method.invoke(dynamoDb, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() instanceof Exception exception ? exception : e;
                        }
                    };
                    return arguments != null && arguments[0] instanceof QueryRequest query
                            ? change.query(query, answer)
                            : answer.call();
                });
    }

    private static boolean hasValue(QueryRequest query, String text) {
        return query.expressionAttributeValues().values().stream().anyMatch(value -> text.equals(value.s()));
    }

    private ImportFile reading() {
        return reading(RUN);
    }

    private ImportFile reading(String run) {
        imports.create(IMPORT, NOW);
        return imports.begin(new ImportFile(
                IMPORT,
                run,
                "imports/november/tickets.csv",
                "etag",
                "01",
                NOW,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                NOW));
    }

    private void publishRoster() {
        rosters.beginLoading("roster", NOW);
        rosters.save(
                new Office(
                        "o1",
                        "Астана",
                        "",
                        Optional.of(new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана")),
                        1),
                new Edition(NOW, ""));
        rosters.save(
                new Manager(new ManagerProfile("m1", "o1", "Астана", "М.", "", Set.of(), 1), Workload.initial(0)),
                new Edition(NOW, ""));
        rosters.finishLoading("roster");
    }

    private Ticket find(int row) {
        return tickets.find(Ids.ticket("guid-" + row)).orElseThrow();
    }

    private static Ticket ticket(int row) {
        return ticket(row, "Mass");
    }

    private static Ticket ticket(int row, String segment) {
        return ticket(RUN, row, segment);
    }

    private static Ticket ticket(String run, int row, String segment) {
        String id = Ids.ticket("guid-" + row);
        return Ticket.arriving(
                id,
                new TicketContent("guid-" + row, "", "", "текст", "", segment, Address.ofTown("Астана")),
                new Origin("csv", IMPORT, run, row, NOW),
                1,
                1,
                NOW,
                Slot.pending(WaveIds.ofRun(run, 0), row, id));
    }

    private static Analysis analysis() {
        return Analyses.byRules(Category.CONSULTATION, 5, Language.RU);
    }

    private static final class QueueRecorder implements SqsClient {

        private final List<String> sent = new ArrayList<>();
        private final List<String> hints = new ArrayList<>();
        private int looks;
        private boolean isRefusing;

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            if (isRefusing) {
                throw SdkClientException.create("nobody there");
            }
            request.entries().forEach(entry -> sent.add(entry.messageBody()));
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            hints.add(request.messageBody());
            return SendMessageResponse.builder().build();
        }

        @Override
        public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
            looks++;
            return GetQueueAttributesResponse.builder()
                    .attributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"))
                    .build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
