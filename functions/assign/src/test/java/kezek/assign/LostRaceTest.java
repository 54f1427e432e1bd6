package kezek.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import kezek.domain.Address;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Edition;
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
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.execution.ExecutionContext;
import kezek.imports.ImportStore;
import kezek.lambda.Log;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.planning.PlanStore;
import kezek.planning.Readiness;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutingRoster;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.table.WriteOutcome;
import kezek.testing.Analyses;
import kezek.testing.FakeContext;
import kezek.testing.FakeDynamoDb;
import kezek.tickets.ManualChangeStore;
import kezek.tickets.TicketStore;
import kezek.waves.ReadyTicket;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A plan whose commit finds that something changed since it read.
class LostRaceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String FIRST = "m1";
    private static final String SECOND = "m2";

    private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    private final Table table = new Table(dynamoDb, "table");
    private final RosterStore rosters = new RosterStore(table);
    private final WaveStore waves = new WaveStore(table);
    private final TicketStore tickets = new TicketStore(table);
    private final ManualChangeStore changes = new ManualChangeStore(table);
    private final AtomicInteger rosterReads = new AtomicInteger();

    @Test
    void ticketClosedBeforeTheCommit_leavesThePlan_andNothingIsReadAgain() {
        publishRoster("roster", manager(FIRST, 1, Set.of()), manager(SECOND, 2, Set.of()));
        String wave = ready(1, 5, "Mass");
        ready(2, 5, "Mass");
        ready(3, 5, "Mass");

        dynamoDb.beforeNextTransaction(() -> changes.close(find(2)));
        assign(wave);

        assertThat(managerOf(1)).contains(FIRST);
        assertThat(find(2).status()).isEqualTo(Status.CLOSED);
        assertThat(managerOf(2)).isEmpty();
        assertThat(managerOf(3)).contains(SECOND);
        assertThat(loads()).containsExactly(1, 1);
        assertThat(rosterReads).hasValue(1);
    }

    @Test
    void managerWhoGotWorkFromElsewhere_isSeenWithIt_andNothingIsReadAgain() {
        publishRoster("roster", manager(FIRST, 1, Set.of()), manager(SECOND, 2, Set.of()));
        String wave = ready(1, 5, "Mass");
        String other = ready(2, 5, "Mass");
        assertThat(other).isEqualTo(wave);

        dynamoDb.beforeNextTransaction(() -> giveByHand(2, FIRST));
        assign(wave);

        // With its one ticket the first is the more loaded of the two.
        assertThat(managerOf(1)).contains(SECOND);
        assertThat(loads()).containsExactly(1, 1);
        assertThat(rosterReads).hasValue(1);
    }

    @Test
    void skillWithdrawnBeforeTheCommit_isReadAgain_andTheRuleHolds() {
        publishRoster("roster", manager(FIRST, 1, Set.of("VIP")), manager(SECOND, 2, Set.of("VIP")));
        String wave = ready(1, 5, "VIP");

        dynamoDb.beforeNextTransaction(
                () -> publishRoster("later", manager(FIRST, 1, Set.of()), manager(SECOND, 2, Set.of("VIP"))));
        assign(wave);

        assertThat(managerOf(1)).contains(SECOND);
        assertThat(rosterReads).hasValue(2);
    }

    @Test
    void hubDecidedByAnotherPlanner_whoFoundNobody_takesNoSecondTurn() {
        Manager withoutSkills =
                new Manager(new ManagerProfile(FIRST, "o2", "Павлодар", "М. 1", "", Set.of(), 1), Workload.initial(0));
        publishRoster("no hub", List.of(office("o2", "Павлодар", 2)), withoutSkills);
        assign(ready(1, 5, "VIP", new Place.Unknown("gazetteer")));
        assertThat(find(1).hubOfficeId()).isEmpty();
        assertThat(find(1).stage()).isEqualTo(Stage.UNASSIGNED);
        publishRoster("hubs", List.of(office("o1", "Астана", 1), office("o3", "Алматы", 3)));

        dynamoDb.beforeNextTransaction(() -> assign(WaveIds.PARKED));
        assign(WaveIds.PARKED);

        assertThat(rosters.load().hubDecisions()).isEqualTo(1);
        assertThat(find(1).hubOfficeId()).contains("o1");
    }

    @Test
    void parkedTickets_arePlannedAsOne_whateverPartitionTheyLieIn() {
        publishRoster("roster", manager(FIRST, 1, Set.of()), manager(SECOND, 2, Set.of()));
        for (int row = 1; row <= 20; row++) {
            assign(ready(row, 1 + (row * 7) % 10, "VIP"));
            assertThat(find(row).stage()).isEqualTo(Stage.UNASSIGNED);
        }

        publishRoster("later", manager(FIRST, 1, Set.of("VIP")), manager(SECOND, 2, Set.of("VIP")));
        Map<String, Optional<String>> onePlan = planOfAllParked();
        assign(WaveIds.PARKED);

        assertThat(onePlan).hasSize(20);
        for (int row = 1; row <= 20; row++) {
            assertThat(managerOf(row)).isPresent().isEqualTo(onePlan.get(id(row)));
        }
    }

    /// @return who gets each ticket when all are planned together, and so in the order of their priority
    private Map<String, Optional<String>> planOfAllParked() {
        RosterSnapshot roster = rosters.load();
        List<Decision> plan = new Planner(RulesFile.standard())
                .plan(
                        waves.ready(WaveIds.PARKED).stream()
                                .map(ReadyTicket::ticket)
                                .toList(),
                        new RoutingRoster(roster.offices(), roster.managers(), roster.hubDecisions()));
        return plan.stream()
                .collect(Collectors.toMap(
                        decision -> decision.ticket().id(),
                        decision -> decision instanceof Decision.Assigned assigned
                                ? Optional.of(assigned.manager().id())
                                : Optional.empty()));
    }

    private void assign(String wave) {
        Table counted = new Table(countingRosterReads(), "table");
        new Assigner(
                        new WaveStore(counted),
                        new RosterStore(counted),
                        new PlanStore(counted),
                        new Readiness(waves, new ImportStore(table)),
                        new Planner(RulesFile.standard()),
                        new Queues(
                                (SqsClient) Proxy.newProxyInstance(
                                        getClass().getClassLoader(), new Class<?>[] {SqsClient.class}, (p, m, a) -> {
                                            throw new AssertionError("nothing is to be sent");
                                        }),
                                new Settings(Map.of("ASSIGN_QUEUE_URL", "http://127.0.0.1/assign.fifo")),
                                QueueName.ASSIGN),
                        ExecutionContext.real().withClock(Clock.fixed(NOW, ZoneOffset.UTC)))
                .assign(wave, () -> Duration.ofSeconds(25), Log.of(new FakeContext()));
    }

    private DynamoDbClient countingRosterReads() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments[0] instanceof QueryRequest query
                            && query.expressionAttributeValues().values().stream()
                                    .anyMatch(value -> "ROSTER".equals(value.s()))) {
                        rosterReads.incrementAndGet();
                    }
                    try {
                        return method.invoke(dynamoDb, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /// Stores an analysed ticket of Астана.
    ///
    /// @return its wave
    private String ready(int row, int priority, String segment) {
        return ready(row, priority, segment, astana());
    }

    private String ready(int row, int priority, String segment, Place place) {
        String wave = waves.openLive(NOW);
        tickets.addNew(List.of(ticket(row, segment, wave)));
        tickets.place(find(row), place);
        tickets.analyse(find(row), Analyses.byRules(Category.CONSULTATION, priority, Language.RU));
        return wave;
    }

    private void giveByHand(int row, String managerId) {
        Manager seen = rosters.load().managers().stream()
                .filter(manager -> manager.id().equals(managerId))
                .findFirst()
                .orElseThrow();
        Assignment byHand =
                new Assignment(managerId, seen.name(), seen.officeId(), seen.officeName(), NOW, "Она знает клиента.");
        assertThat(changes.reassign(find(row), seen, byHand, "{}")).isEqualTo(WriteOutcome.WRITTEN);
    }

    private void publishRoster(String run, Manager... managers) {
        publishRoster(run, List.of(office("o1", "Астана", 1)), managers);
    }

    private void publishRoster(String run, List<Office> offices, Manager... managers) {
        rosters.beginLoading(run, NOW);
        offices.forEach(office -> rosters.save(office, new Edition(NOW, "")));
        List.of(managers).forEach(manager -> rosters.save(manager, new Edition(NOW, "")));
        rosters.finishLoading(run);
    }

    private static Office office(String id, String name, int row) {
        return new Office(id, name, "", Optional.of(astana()), row);
    }

    private static Place.Located astana() {
        return new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана");
    }

    private static Manager manager(String id, int row, Set<String> skills) {
        return new Manager(new ManagerProfile(id, "o1", "Астана", "М. " + row, "", skills, row), Workload.initial(0));
    }

    private Ticket find(int row) {
        return tickets.find(id(row)).orElseThrow();
    }

    private Optional<String> managerOf(int row) {
        return find(row).assignment().map(Assignment::managerId);
    }

    private List<Integer> loads() {
        return rosters.load().managers().stream().map(Manager::load).toList();
    }

    private static String id(int row) {
        return Ids.ticket("guid-" + row);
    }

    private static Ticket ticket(int row, String segment, String wave) {
        return Ticket.arriving(
                id(row),
                new TicketContent("guid-" + row, "", "", "текст", "", segment, Address.ofTown("Астана")),
                new Origin("csv", "", "", row, NOW),
                1,
                1,
                NOW,
                Slot.pending(wave, row, id(row)));
    }
}
