package kezek.assign;

import static kezek.world.World.FIRST;
import static kezek.world.World.SECOND;
import static kezek.world.World.WAVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import kezek.domain.Assignment;
import kezek.domain.Category;
import kezek.domain.Failure;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Place;
import kezek.domain.SlotState;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Workload;
import kezek.imports.ImportFile;
import kezek.lambda.Log;
import kezek.messaging.MessageJson;
import kezek.messaging.WaveHint;
import kezek.planning.PlanStore;
import kezek.planning.Readiness;
import kezek.roster.RosterSnapshot;
import kezek.roster.RosterStore;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutingRoster;
import kezek.rules.RulesFile;
import kezek.table.Key;
import kezek.table.Table;
import kezek.table.WriteOutcome;
import kezek.testing.Analyses;
import kezek.waves.ReadyTicket;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import kezek.world.World;
import org.junit.jupiter.api.Test;

/// What the planner makes of a table that changes under it, and of parked tickets.
class AssignerTest {

    private static final Set<String> VIP = Set.of("VIP");

    private final World world = new World();
    private final AtomicInteger rosterReads = new AtomicInteger();

    @Test
    void ticketClosedBeforeTheCommit_leavesThePlan_andNothingIsReadAgain() {
        publishRoster("roster", Set.of(), Set.of());
        String wave = ready(1, 5, "Mass");
        ready(2, 5, "Mass");
        ready(3, 5, "Mass");

        world.dynamoDb.beforeNextTransaction(() -> world.close(world.find(2)));
        assign(wave);

        assertThat(managerOf(1)).contains(FIRST);
        assertThat(world.find(2).status()).isEqualTo(Status.CLOSED);
        assertThat(managerOf(2)).isEmpty();
        assertThat(managerOf(3)).contains(SECOND);
        assertThat(loads()).containsExactly(1, 1);
        assertThat(rosterReads).hasValue(1);
    }

    @Test
    void managerWhoGotWorkFromElsewhere_isSeenWithIt_andNothingIsReadAgain() {
        publishRoster("roster", Set.of(), Set.of());
        String wave = ready(1, 5, "Mass");
        String other = ready(2, 5, "Mass");
        assertThat(other).isEqualTo(wave);

        world.dynamoDb.beforeNextTransaction(() -> giveByHand(2, FIRST));
        assign(wave);

        // With its one ticket the first is the more loaded of the two.
        assertThat(managerOf(1)).contains(SECOND);
        assertThat(loads()).containsExactly(1, 1);
        assertThat(rosterReads).hasValue(1);
    }

    @Test
    void skillWithdrawnBeforeTheCommit_isReadAgain_andTheRuleHolds() {
        publishRoster("roster", VIP, VIP);
        String wave = ready(1, 5, "VIP");

        world.dynamoDb.beforeNextTransaction(() -> publishRoster("later", Set.of(), VIP));
        assign(wave);

        assertThat(managerOf(1)).contains(SECOND);
        assertThat(rosterReads).hasValue(2);
    }

    @Test
    void hubDecidedByAnotherPlanner_whoFoundNobody_takesNoSecondTurn() {
        Manager withoutSkills =
                new Manager(new ManagerProfile(FIRST, "o2", "Павлодар", "М. 1", "", Set.of(), 1), Workload.initial(0));
        world.publishRoster("no hub", List.of(World.office("o2", "Павлодар", 2)), withoutSkills);
        assign(ready(1, 5, "VIP", new Place.Unknown("gazetteer")));
        assertThat(world.find(1).hubOfficeId()).isEmpty();
        assertThat(world.find(1).stage()).isEqualTo(Stage.UNASSIGNED);
        world.publishRoster("hubs", List.of(World.office("o1", "Астана", 1), World.office("o3", "Алматы", 3)));

        world.dynamoDb.beforeNextTransaction(() -> assign(WaveIds.PARKED));
        assign(WaveIds.PARKED);

        assertThat(world.rosters.load().hubDecisions()).isEqualTo(1);
        assertThat(world.find(1).hubOfficeId()).contains("o1");
    }

    @Test
    void parkedTickets_arePlannedAsOne_whateverPartitionTheyLieIn() {
        publishRoster("roster", Set.of(), Set.of());
        for (int row = 1; row <= 20; row++) {
            assign(ready(row, 1 + (row * 7) % 10, "VIP"));
            assertThat(world.find(row).stage()).isEqualTo(Stage.UNASSIGNED);
        }

        publishRoster("later", VIP, VIP);
        Map<String, Optional<String>> onePlan = planOfAllParked();
        assign(WaveIds.PARKED);

        assertThat(onePlan).hasSize(20);
        for (int row = 1; row <= 20; row++) {
            assertThat(managerOf(row)).isPresent().isEqualTo(onePlan.get(World.id(row)));
        }
    }

    /// @return who gets each ticket when all are planned together, and so in the order of their priority
    private Map<String, Optional<String>> planOfAllParked() {
        RosterSnapshot roster = world.rosters.load();
        List<Decision> plan = new Planner(RulesFile.standard())
                .plan(
                        world.waves.ready(WaveIds.PARKED).stream()
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

    @Test
    void ticketThatBecomesReadyWhileItsAbandonedWaveIsPlanned_isPlannedNext() {
        world.publishRoster();
        ImportFile file = world.beginFile(World.RUN);
        world.openWave();
        world.place(world.add(1));
        world.imports.fail(file, new Failure(ImportFile.STALLED, "no one reads on"), World.NOW);
        world.waves.abandon(world.waves.find(WAVE).orElseThrow(), World.NOW.minus(Duration.ofMinutes(3)));

        assign(WAVE, afterReadyRowsWereRead(() -> world.tickets.analyse(world.find(1), World.analysis())));
        assertThat(world.find(1).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.messages.take()).containsExactly(World.hint(WAVE));
        assign(WAVE);

        assertThat(world.find(1).stage()).isEqualTo(Stage.ASSIGNED);
        assertThat(world.waves.find(WAVE)).isEmpty();
    }

    /// VIP tickets, and no manager who may take them.
    @Test
    void parkedTicketsThatAreTriedAgain_onTheSameRoster_leaveTheTableAsItIs() {
        publishRoster("roster", Set.of(), Set.of());
        park(1, "VIP");
        park(2, "VIP");
        watch().hintAll();
        processHints();
        List<?> before = world.dynamoDb.items();

        List<String> hinted = watch().hintAgain();
        processHints();

        assertThat(hinted).contains(WaveIds.PARKED);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.find(1).stage()).isEqualTo(Stage.UNASSIGNED);
    }

    /// The rules may have changed with a deployment: here a ticket that the stored rules never parked.
    @Test
    void parkedTicketThatAManagerMayTakeNow_isTaken_thoughTheRosterIsTheSame() {
        publishRoster("roster", Set.of(), Set.of());
        park(1, "Mass");
        world.waves.markParkedPlanned(world.rosters.load().rev());

        watch().hintAll();
        processHints();
        assertThat(world.find(1).stage()).isEqualTo(Stage.UNASSIGNED);
        watch().hintAgain();
        processHints();

        assertThat(world.find(1).stage()).isEqualTo(Stage.ASSIGNED);
    }

    private WaveWatch watch() {
        return new WaveWatch(world.waves, world.queues);
    }

    /// Stores a ticket as one that no manager could take.
    private void park(int row, String segment) {
        world.beginFile(World.RUN);
        world.openWave();
        world.park(world.analyse(world.add(row, segment, "текст")));
    }

    /// Plans the wave of every hint that was sent.
    private void processHints() {
        world.messages.take().stream()
                .map(hint -> MessageJson.read(hint.substring("assign ".length()), WaveHint.class))
                .forEach(hint -> assign(hint.wave()));
    }

    private void assign(String wave) {
        assign(wave, world.intercepted((operation, request, answer) -> {
            if (World.isQueryFor(request, "ROSTER")) {
                rosterReads.incrementAndGet();
            }
            return answer.call();
        }));
    }

    private void assign(String wave, Table table) {
        new Assigner(
                        new WaveStore(table),
                        new RosterStore(table),
                        new PlanStore(table),
                        new Readiness(world.waves, world.imports),
                        new Planner(RulesFile.standard()),
                        world.queues,
                        world.time.execution())
                .assign(wave, () -> Duration.ofSeconds(25), Log.of(world.context));
    }

    /// @return a table that does something once, right after the first query of ready rows was answered
    private Table afterReadyRowsWereRead(Runnable once) {
        List<Runnable> open = new ArrayList<>(List.of(once));
        return world.intercepted((operation, request, answer) -> {
            Object answered = answer.call();
            if (World.isQueryFor(request, Key.slotPrefix(SlotState.READY))) {
                open.forEach(Runnable::run);
                open.clear();
            }
            return answered;
        });
    }

    /// Stores an analysed ticket of Астана.
    ///
    /// @return its wave
    private String ready(int row, int priority, String segment) {
        return ready(row, priority, segment, World.ASTANA);
    }

    private String ready(int row, int priority, String segment, Place place) {
        String wave = world.waves.openLive(World.NOW);
        world.place(world.addTo(wave, row, segment), place);
        world.tickets.analyse(world.find(row), Analyses.byRules(Category.CONSULTATION, priority, Language.RU));
        return wave;
    }

    private void giveByHand(int row, String managerId) {
        Manager seen = world.manager(managerId);
        Assignment byHand = new Assignment(
                managerId, seen.name(), seen.officeId(), seen.officeName(), World.NOW, "Она знает клиента.");
        assertThat(world.changes.reassign(world.find(row), seen, byHand, "{}")).isEqualTo(WriteOutcome.WRITTEN);
    }

    /// Two managers of one office.
    private void publishRoster(String run, Set<String> skillsOfFirst, Set<String> skillsOfSecond) {
        world.publishRoster(
                run,
                List.of(World.office("o1", "Астана", 1)),
                World.manager(FIRST, skillsOfFirst, 1),
                World.manager(SECOND, skillsOfSecond, 2));
    }

    private Optional<String> managerOf(int row) {
        return world.find(row).assignment().map(Assignment::managerId);
    }

    private List<Integer> loads() {
        return world.rosters.load().managers().stream().map(Manager::load).toList();
    }
}
