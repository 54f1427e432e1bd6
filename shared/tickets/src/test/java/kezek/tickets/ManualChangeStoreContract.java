package kezek.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Sentiment;
import kezek.domain.Slot;
import kezek.domain.SlotState;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.planning.PlanStore;
import kezek.roster.RosterStore;
import kezek.routing.ManagerUpdate;
import kezek.routing.RoutingAttribute;
import kezek.table.Table;
import kezek.table.WriteOutcome;
import kezek.testing.Analyses;
import kezek.testing.TestTable;
import kezek.waves.ReadyTicket;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Every change that a person can make to a ticket, from every state in which the ticket can be, and against
/// every other writer that may be faster. The same on every table that claims to behave like DynamoDB.
public abstract class ManualChangeStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String RUN = "0123456789abcdef";
    private static final String WAVE = WaveIds.ofRun(RUN, 0);
    private static final String LIVE = "LIVE.2026112009";
    private static final String ID = Ids.ticket("guid-1");
    private static final String FIRST = "m1";
    private static final String SECOND = "m2";

    private TestTable dynamoDb;
    private TicketStore tickets;
    private ManualChangeStore changes;
    private PlanStore plans;
    private RosterStore rosters;
    private WaveStore waves;

    /// Called before each test.
    protected abstract TestTable newTable();

    /// The states in which a ticket can be, by the way that led there.
    enum State {
        NEW(Stage.NEW, Stage.NEW),
        PLACED(Stage.PLACED, Stage.PLACED),
        ANALYSED(Stage.ANALYSED, Stage.ANALYSED),
        PARKED(Stage.UNASSIGNED, Stage.ANALYSED),
        ASSIGNED(Stage.ASSIGNED, Stage.ANALYSED),
        ASSIGNED_WITHOUT_ANALYSIS(Stage.ASSIGNED, Stage.PLACED),
        FAILED_IN_GEOCODE(Stage.FAILED, Stage.NEW),
        FAILED_IN_CLASSIFY(Stage.FAILED, Stage.PLACED);

        private final Stage stage;
        private final Stage next;

        State(Stage stage, Stage next) {
            this.stage = stage;
            this.next = next;
        }
    }

    static Stream<List<Object>> statesOpenAndClosed() {
        return Stream.of(State.values()).flatMap(state -> Stream.of(List.of(state, false), List.of(state, true)));
    }

    @BeforeEach
    void publishRoster() {
        dynamoDb = newTable();
        Table table = new Table(dynamoDb.client(), dynamoDb.name());
        tickets = new TicketStore(table);
        changes = new ManualChangeStore(table);
        plans = new PlanStore(table);
        rosters = new RosterStore(table);
        waves = new WaveStore(table);
        rosters.beginLoading("roster", NOW);
        rosters.save(manager(FIRST, Set.of("VIP")), new Edition(NOW, ""));
        rosters.save(manager(SECOND, Set.of("VIP")), new Edition(NOW, ""));
        rosters.finishLoading("roster");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void close_takesRowAndLoad_andKeepsTheRest(State state) {
        Ticket open = bring(state);

        assertThat(changes.close(open)).isEqualTo(WriteOutcome.WRITTEN);

        Ticket closed = ticket();
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.stage()).isEqualTo(state.stage);
        assertThat(closed.version()).isEqualTo(open.version() + 1);
        assertThat(closed.assignment()).isEqualTo(open.assignment());
        assertThat(closed.problem()).isEqualTo(open.problem());
        assertThat(text("managerAt").isEmpty()).isEqualTo(open.assignment().isEmpty());
        assertThat(text("managerAt")).matches("(CLOSED#.*)?");
        everythingAddsUp();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void reopen_goesOnWhereAResultIsMissing(State state) {
        Ticket closed = bring(state, true);

        Ticket open = changes.reopen(closed, LIVE).orElseThrow();

        assertThat(open.status()).isEqualTo(Status.OPEN);
        assertThat(open.stage()).isEqualTo(state.next);
        assertThat(open.slot().orElseThrow().wave()).isEqualTo(LIVE);
        assertThat(open.slot().orElseThrow().state())
                .isEqualTo(state.next == Stage.ANALYSED ? SlotState.READY : SlotState.PENDING);
        assertThat(open.assignment()).isEmpty();
        assertThat(open.verdict()).isEmpty();
        assertThat(open.problem()).isEmpty();
        assertThat(open.failedFrom()).isEmpty();
        assertThat(open.hubOfficeId()).isEqualTo(closed.hubOfficeId());
        assertThat(item())
                .doesNotContainKeys("managerId", "officeId", "managerKey", "managerAt", "failedFrom", "problem");
        everythingAddsUp();
    }

    @Test
    void reopenedTicket_isPlannedWithAllThatWasKnownOfIt() {
        Ticket closed = bring(State.PARKED, true);

        changes.reopen(closed, LIVE).orElseThrow();

        ReadyTicket ready = waves.ready(LIVE).getFirst();
        assertThat(ready.ticket().hubOfficeId()).contains("hub");
        assertThat(ready.ticket().priority()).isEqualTo(7);
        assertThat(ready.ticket().point()).isPresent();
        assertThat(ready.rev()).isEqualTo(closed.rev());
    }

    @ParameterizedTest
    @MethodSource("statesOpenAndClosed")
    void reassign_movesTheUnitOfLoad(List<Object> stateAndClosed) {
        Ticket before = bring((State) stateAndClosed.getFirst(), (boolean) stateAndClosed.getLast());

        assertThat(give(before, SECOND)).isEqualTo(WriteOutcome.WRITTEN);

        Ticket given = ticket();
        assertThat(given.stage()).isEqualTo(Stage.ASSIGNED);
        assertThat(given.status()).isEqualTo(Status.OPEN);
        assertThat(given.version()).isEqualTo(before.version() + 1);
        assertThat(given.assignment().orElseThrow().managerId()).isEqualTo(SECOND);
        assertThat(given.verdict()).contains("{\"by_hand\":{}}");
        assertThat(item()).doesNotContainKeys("slotWave", "slotKey", "problem", "failedFrom");
        assertThat(text("managerKey")).isEqualTo(SECOND);
        assertThat(text("managerAt")).startsWith(given.analysis().isPresent() ? "OPEN#92#" : "OPEN#99#");
        assertThat(found(FIRST).assigned()).isZero();
        assertThat(found(SECOND).assigned()).isEqualTo(1);
        everythingAddsUp();
    }

    @Test
    void reassignToTheSameManager_isOneWriteOfTheManagerAndNoLoad() {
        Ticket assigned = bring(State.ASSIGNED);

        assertThat(give(assigned, FIRST)).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(found(FIRST).assigned()).isEqualTo(1);
        everythingAddsUp();
    }

    @ParameterizedTest
    @CsvSource({
        "ANALYSED, false",
        "ANALYSED, true",
        "PARKED, false",
        "PARKED, true",
        "ASSIGNED, false",
        "ASSIGNED, true",
    })
    void correct_leavesTheTicketWhereItIs_andSaysItEverywhere(State state, boolean closed) {
        Ticket before = bring(state, closed);

        assertThat(changes.correct(before, corrected(before))).isEqualTo(WriteOutcome.WRITTEN);

        Ticket after = ticket();
        assertThat(after.analysis()).contains(corrected(before));
        assertThat(after.analysis().orElseThrow().original()).isEqualTo(analysis());
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.stage()).isEqualTo(before.stage());
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.slot()).isEqualTo(before.slot());
        assertThat(after.assignment()).isEqualTo(before.assignment());
        assertThat(after.verdict()).isEqualTo(before.verdict());
        assertThat(after.problem()).isEqualTo(before.problem());
        if (state == State.ASSIGNED) {
            assertThat(text("managerAt")).startsWith(closed ? "CLOSED#97#" : "OPEN#97#");
        }
        everythingAddsUp();
    }

    @Test
    void correctedTicket_isPlannedOnWhatThePersonSaid() {
        Ticket before = bring(State.ANALYSED);

        changes.correct(before, corrected(before));

        ReadyTicket ready = waves.ready(WAVE).getFirst();
        assertThat(ready.ticket().attributes().category()).contains(Category.DATA_CHANGE);
        assertThat(ready.ticket().attributes().text(RoutingAttribute.LANGUAGE)).isEqualTo("KZ");
        assertThat(ready.ticket().priority()).isEqualTo(2);
        assertThat(ready.ticket().point()).isPresent();
        assertThat(plans.commit(planFor(SECOND))).isEqualTo(new PlanCommit.Done());
        assertThat(text("managerAt")).startsWith("OPEN#97#");
    }

    /// The ticket is in its wave as before, and only its analysis has changed.
    @Test
    void planAfterACorrection_loses_andTheNextOneKnows() {
        Ticket ticket = bring(State.ANALYSED);
        PlanChunk plan = planFor(FIRST);

        assertThat(changes.correct(ticket, corrected(ticket))).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(plans.commit(plan)).isInstanceOf(PlanCommit.Lost.class);
        assertThat(plans.commit(planFor(FIRST))).isEqualTo(new PlanCommit.Done());
        everythingAddsUp();
    }

    @Test
    void planOfAnotherPriority_loses_becauseTheOrderChanges() {
        Ticket ticket = bring(State.ANALYSED);
        PlanChunk plan = planFor(FIRST);
        Analysis urgent = ticket.analysis()
                .orElseThrow()
                .corrected(Category.CONSULTATION, Sentiment.NEUTRAL, 10, Language.RU, "Ответить.", "", NOW);

        assertThat(changes.correct(ticket, urgent)).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(plans.commit(plan)).isInstanceOf(PlanCommit.Lost.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PARKED", "ASSIGNED"})
    void correctAndPlanAnew_takesRowAndLoad_andWaitsInLive(State state) {
        Ticket before = bring(state);

        assertThat(changes.correctAndPlanAnew(before, corrected(before), LIVE)).isEqualTo(WriteOutcome.WRITTEN);

        Ticket after = ticket();
        assertThat(after.stage()).isEqualTo(Stage.ANALYSED);
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.analysis()).contains(corrected(before));
        assertThat(after.hubOfficeId()).isEqualTo(before.hubOfficeId());
        assertThat(item())
                .doesNotContainKeys(
                        "managerId", "officeId", "assignment", "managerKey", "managerAt", "problem", "verdict");
        assertThat(found(FIRST).assigned()).isZero();
        assertThat(waves.ready(LIVE).getFirst().ticket().attributes().category())
                .contains(Category.DATA_CHANGE);
        assertThat(waves.ready(LIVE).getFirst().ticket().hubOfficeId()).contains("hub");
        everythingAddsUp();
    }

    @Test
    void secondCorrection_keepsTheFirstOriginal() {
        Ticket first = bring(State.ASSIGNED);
        changes.correct(first, corrected(first));
        Ticket second = ticket();
        changes.correct(
                second,
                second.analysis()
                        .orElseThrow()
                        .corrected(Category.SPAM, Sentiment.POSITIVE, 1, Language.RU, "Спам.", "u-2", NOW));

        Analysis found = ticket().analysis().orElseThrow();
        assertThat(found.category()).isEqualTo(Category.SPAM);
        assertThat(found.correction().orElseThrow().by()).isEqualTo("u-2");
        assertThat(found.original()).isEqualTo(analysis());
    }

    @ParameterizedTest
    @MethodSource("statesOpenAndClosed")
    void delete_leavesTheTombstoneAndNothingElse(List<Object> stateAndClosed) {
        Ticket before = bring((State) stateAndClosed.getFirst(), (boolean) stateAndClosed.getLast());

        assertThat(changes.delete(before, NOW.plusSeconds(60))).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(tickets.find(ID)).isEmpty();
        assertThat(item().keySet()).containsExactlyInAnyOrder("PK", "SK", "id", "rev", "version", "stage", "srcTime");
        assertThat(text("stage")).isEqualTo("DELETED");
        assertThat(text("srcTime")).isEqualTo("2026-11-20T09:01:00.000Z");
        assertThat(item().get("rev").n()).isEqualTo(Integer.toString(before.rev()));
        assertThat(item().get("version").n()).isEqualTo(Long.toString(before.version() + 1));
        everythingAddsUp();
    }

    /// The clock of the source may be ahead of ours.
    @Test
    void tombstone_isNewerThanTheSourceOfItsTicket() {
        Ticket ticket = bring(State.NEW);

        changes.delete(ticket, NOW.minusSeconds(3_600));

        assertThat(Instant.parse(text("srcTime"))).isAfter(ticket.origin().sourceTime());
    }

    @Test
    void newerContent_comesAfterTheTombstone_asANewBeginning() {
        Ticket first = bring(State.ASSIGNED);
        changes.delete(first, NOW);
        StoredTicket tombstone = stored();

        assertThat(tickets.replace(tombstone, content(2, tombstone.version() + 1)))
                .isEqualTo(WriteOutcome.WRITTEN);

        assertThat(ticket().stage()).isEqualTo(Stage.NEW);
        everythingAddsUp();
    }

    @Test
    void changedContentOfAClosedTicket_reopensIt_andTakesNoLoadTwice() {
        bring(State.ASSIGNED, true);
        StoredTicket closed = stored();

        assertThat(tickets.replace(closed, content(2, closed.version() + 1))).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(ticket().status()).isEqualTo(Status.OPEN);
        assertThat(found(FIRST).assigned()).isZero();
        everythingAddsUp();
    }

    @ParameterizedTest
    @MethodSource("statesOpenAndClosed")
    void callerWhoReadBeforeAnotherWriter_changesNothing(List<Object> stateAndClosed) {
        State state = (State) stateAndClosed.getFirst();
        Ticket stale = bring(state, (boolean) stateAndClosed.getLast());
        assertThat(tickets.replace(stored(), content(2, stale.version() + 1))).isEqualTo(WriteOutcome.WRITTEN);
        List<?> before = dynamoDb.items();

        assertThat(changes.close(stale)).isEqualTo(WriteOutcome.LOST);
        assertThat(changes.reopen(stale, LIVE)).isEmpty();
        assertThat(give(stale, SECOND)).isEqualTo(WriteOutcome.LOST);
        assertThat(changes.delete(stale, NOW)).isEqualTo(WriteOutcome.LOST);
        assertThat(changes.correct(stale, analysis())).isEqualTo(WriteOutcome.LOST);
        assertThat(changes.correctAndPlanAnew(stale, analysis(), LIVE)).isEqualTo(WriteOutcome.LOST);

        assertThat(dynamoDb.items()).isEqualTo(before);
        everythingAddsUp();
    }

    @Test
    void skillWithdrawnAfterTheCheck_stopsTheChoice() {
        Ticket ticket = bring(State.ANALYSED);
        Manager checked = found(SECOND);
        rosters.save(manager(SECOND, Set.of()), new Edition(NOW.plusSeconds(1), ""));
        List<?> before = dynamoDb.items();

        assertThat(give(ticket, checked)).isEqualTo(WriteOutcome.LOST);

        assertThat(dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void skillWithdrawnAfterTheCheck_stopsTheCorrection() {
        Ticket ticket = bring(State.ASSIGNED);
        Manager checked = found(FIRST);
        rosters.save(manager(FIRST, Set.of()), new Edition(NOW.plusSeconds(1), ""));
        List<?> before = dynamoDb.items();

        assertThat(changes.correct(ticket, corrected(ticket), checked)).isEqualTo(WriteOutcome.LOST);
        assertThat(dynamoDb.items()).isEqualTo(before);

        assertThat(changes.correct(ticket, corrected(ticket), found(FIRST))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(ticket().analysis()).contains(corrected(ticket));
        everythingAddsUp();
    }

    @Test
    void planAfterAClosing_loses_andTheClosedTicketIsNotInTheNext() {
        Ticket ticket = bring(State.ANALYSED);
        PlanChunk plan = planFor(FIRST);

        assertThat(changes.close(ticket)).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(plans.commit(plan)).isInstanceOf(PlanCommit.Lost.class);
        assertThat(waves.ready(WAVE)).isEmpty();
        everythingAddsUp();
    }

    @Test
    void closingAfterAPlan_losesOnce_andThenGivesTheNewLoadBack() {
        Ticket stale = bring(State.ANALYSED);
        assertThat(plans.commit(planFor(FIRST))).isEqualTo(new PlanCommit.Done());

        assertThat(changes.close(stale)).isEqualTo(WriteOutcome.LOST);
        assertThat(found(FIRST).assigned()).isEqualTo(1);
        assertThat(changes.close(ticket())).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(found(FIRST).assigned()).isZero();
        everythingAddsUp();
    }

    @Test
    void planThatSawAManagerBeforeAPersonGaveThemATicket_loses() {
        bring(State.ANALYSED);
        PlanChunk plan = planFor(FIRST);
        Ticket other = addTicket("guid-2", 2);
        assertThat(give(other, FIRST)).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(plans.commit(plan)).isInstanceOf(PlanCommit.Lost.class);
    }

    @ParameterizedTest
    @CsvSource({"NEW", "PLACED"})
    void messageOfAClosedOrDeletedTicket_changesNothing(State state) {
        Ticket atWork = bring(state);
        changes.close(atWork);
        List<?> closed = dynamoDb.items();
        workOn(atWork);
        assertThat(dynamoDb.items()).isEqualTo(closed);

        changes.delete(ticket(), NOW);
        List<?> deleted = dynamoDb.items();
        workOn(atWork);
        assertThat(dynamoDb.items()).isEqualTo(deleted);
    }

    /// The ticket is closed and reopened while its message is under way. It goes on in LIVE, with a message of
    /// its own.
    @Test
    void messageFromBeforeTheReopening_doesNotMoveTheTicket() {
        Ticket atWork = bring(State.NEW);
        changes.close(atWork);
        changes.reopen(ticket(), LIVE).orElseThrow();
        List<?> reopened = dynamoDb.items();

        workOn(atWork);

        assertThat(dynamoDb.items()).isEqualTo(reopened);
        everythingAddsUp();
    }

    @Test
    void closedTicketThatHadFailed_isNotRevived() {
        Ticket failed = bring(State.FAILED_IN_GEOCODE);
        changes.close(failed);

        assertThat(tickets.revive(ticket(), LIVE)).isEmpty();

        everythingAddsUp();
    }

    /// No code leaves a manager like this. If it ever happens, the load must not become negative.
    @Test
    void managerWithoutLoad_givesNoneBack() {
        Ticket assigned = bring(State.ASSIGNED);
        Map<String, AttributeValue> manager = new HashMap<>(managerItem(FIRST));
        manager.put("assigned", AttributeValue.fromN("0"));
        dynamoDb.putRaw(manager);
        List<?> before = dynamoDb.items();

        assertThat(changes.close(assigned)).isEqualTo(WriteOutcome.LOST);
        assertThat(changes.delete(assigned, NOW)).isEqualTo(WriteOutcome.LOST);
        assertThat(give(assigned, SECOND)).isEqualTo(WriteOutcome.LOST);

        assertThat(dynamoDb.items()).isEqualTo(before);
    }

    private static Analysis corrected(Ticket ticket) {
        return ticket.analysis()
                .orElseThrow()
                .corrected(Category.DATA_CHANGE, Sentiment.NEGATIVE, 2, Language.KZ, "Сменить.", "u-1", NOW);
    }

    private void workOn(Ticket atWork) {
        assertThat(tickets.place(atWork, place())).isEqualTo(WriteOutcome.LOST);
        assertThat(tickets.analyse(atWork, analysis())).isEqualTo(WriteOutcome.LOST);
        assertThat(tickets.fail(atWork, new Failure("GEOCODER_UNREACHABLE", "no answer")))
                .isEqualTo(WriteOutcome.LOST);
    }

    /// Σ assigned is the number of open assigned tickets, per manager too; the rows of the waves are the
    /// slots of the tickets.
    private void everythingAddsUp() {
        List<Map<String, AttributeValue>> all = dynamoDb.items().stream()
                .filter(item -> item.get("SK").s().equals("TICKET"))
                .toList();
        for (Manager manager : rosters.load().managers()) {
            assertThat(manager.assigned()).as(manager.id()).isEqualTo((int) all.stream()
                    .filter(item -> text(item, "stage").equals("ASSIGNED")
                            && text(item, "status").equals("OPEN")
                            && text(item, "managerId").equals(manager.id()))
                    .count());
        }
        assertThat(dynamoDb.items().stream()
                        .filter(item -> item.get("PK").s().startsWith("WAVE#"))
                        .map(item -> item.get("PK").s() + " " + item.get("SK").s()))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(item -> item.containsKey("slotWave"))
                        .map(item -> "WAVE#" + text(item, "slotWave") + " " + text(item, "slotKey"))
                        .toList());
        assertThat(all.stream().filter(item -> text(item, "status").equals("CLOSED")))
                .allSatisfy(item -> assertThat(item).doesNotContainKey("slotWave"));
    }

    private Ticket bring(State state, boolean closed) {
        Ticket ticket = bring(state);
        if (closed) {
            assertThat(changes.close(ticket)).isEqualTo(WriteOutcome.WRITTEN);
        }
        return ticket();
    }

    private Ticket bring(State state) {
        addTicket("guid-1", 1);
        switch (state) {
            case NEW -> {}
            case FAILED_IN_GEOCODE -> fail();
            case PLACED -> tickets.place(ticket(), place());
            case FAILED_IN_CLASSIFY -> {
                tickets.place(ticket(), place());
                fail();
            }
            case ASSIGNED_WITHOUT_ANALYSIS -> {
                tickets.place(ticket(), place());
                assertThat(give(ticket(), FIRST)).isEqualTo(WriteOutcome.WRITTEN);
            }
            case ANALYSED, PARKED, ASSIGNED -> {
                tickets.place(ticket(), place());
                tickets.analyse(ticket(), analysis());
                plan(state);
            }
        }
        assertThat(ticket().stage()).isEqualTo(state.stage);
        return ticket();
    }

    private void plan(State state) {
        if (state == State.ASSIGNED) {
            assertThat(plans.commit(planFor(FIRST))).isEqualTo(new PlanCommit.Done());
        } else if (state == State.PARKED) {
            PlanChunk chunk = new PlanChunk(rosters.load().rev(), Manager::rev);
            chunk.tryAddUnassigned(
                    waves.ready(WAVE).getFirst(),
                    new Failure("NOBODY_ELIGIBLE", "Никого."),
                    Optional.of("hub"),
                    "{}",
                    Optional.empty());
            assertThat(plans.commit(chunk)).isEqualTo(new PlanCommit.Done());
        }
    }

    private PlanChunk planFor(String managerId) {
        PlanChunk chunk = new PlanChunk(rosters.load().rev(), Manager::rev);
        Manager manager = found(managerId);
        chunk.tryAddAssigned(
                waves.ready(WAVE).getFirst(),
                assignment(manager),
                Optional.of("hub"),
                "{}",
                List.of(new ManagerUpdate(manager, 1, Set.of())),
                Optional.empty());
        return chunk;
    }

    private void fail() {
        assertThat(tickets.fail(ticket(), new Failure("STUCK", "nothing came of it")))
                .isEqualTo(WriteOutcome.WRITTEN);
    }

    private WriteOutcome give(Ticket ticket, String managerId) {
        return give(ticket, found(managerId));
    }

    private WriteOutcome give(Ticket ticket, Manager manager) {
        return changes.reassign(ticket, manager, assignment(manager), "{\"by_hand\":{}}");
    }

    private static Assignment assignment(Manager manager) {
        return new Assignment(manager.id(), manager.name(), manager.officeId(), manager.officeName(), NOW, "Вручную.");
    }

    private Ticket ticket() {
        return tickets.find(ID).orElseThrow();
    }

    private StoredTicket stored() {
        return tickets.findAll(List.of(ID)).get(ID);
    }

    private Map<String, AttributeValue> item() {
        return dynamoDb.partition("TICKET#" + ID).getFirst();
    }

    private String text(String name) {
        return text(item(), name);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? item.get(name).s() : "";
    }

    private Manager found(String id) {
        return rosters.load().managers().stream()
                .collect(Collectors.toMap(Manager::id, manager -> manager))
                .get(id);
    }

    private Map<String, AttributeValue> managerItem(String id) {
        return dynamoDb.partition("ROSTER").stream()
                .filter(item -> item.get("SK").s().endsWith("#" + id))
                .findFirst()
                .orElseThrow();
    }

    private static Manager manager(String id, Set<String> skills) {
        return new Manager(new ManagerProfile(id, "o1", "Астана", "М. " + id, "", skills, 1), Workload.initial(0));
    }

    private Ticket addTicket(String guid, int row) {
        Ticket ticket = ticket(guid, row, 1, 1);
        assertThat(tickets.addNew(List.of(ticket))).isEmpty();
        return ticket;
    }

    private static Ticket content(int rev, long version) {
        return ticket("guid-1", 1, rev, version);
    }

    private static Ticket ticket(String guid, int row, int rev, long version) {
        String id = Ids.ticket(guid);
        return Ticket.arriving(
                id,
                new TicketContent(guid, "", "", "текст " + rev, "", "Mass", Address.ofTown("Астана")),
                new Origin("csv", "november", RUN, row, NOW),
                rev,
                version,
                NOW,
                Slot.pending(WAVE, row, id));
    }

    private static Place place() {
        return new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана");
    }

    private static Analysis analysis() {
        return Analyses.byRules(Category.CONSULTATION, 7, Language.RU);
    }
}
