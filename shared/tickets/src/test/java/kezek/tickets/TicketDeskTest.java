package kezek.tickets;

import static kezek.world.World.FIRST;
import static kezek.world.World.LIVE;
import static kezek.world.World.NEWCOMER;
import static kezek.world.World.NOW;
import static kezek.world.World.SECOND;
import static kezek.world.World.WAVE;
import static kezek.world.World.hint;
import static kezek.world.World.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kezek.domain.Category;
import kezek.domain.Edition;
import kezek.domain.Language;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.failure.TransientFailure;
import kezek.routing.BrokenRule;
import kezek.routing.RoutingAttribute;
import kezek.rules.RulesFile;
import kezek.verdict.StoredVerdict;
import kezek.waves.WaveIds;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketDeskTest {

    private static final Optional<Long> ANY_VERSION = Optional.empty();
    private static final DeskResult CHANGED = new DeskResult.Changed();
    private static final DeskResult UNCHANGED = new DeskResult.Unchanged();
    private static final DeskResult NO_SUCH_TICKET = new DeskResult.NoSuchTicket();

    private final World world = new World();
    private final TicketDesk desk = new TicketDesk(
            world.tickets,
            world.changes,
            world.waves,
            world.rosters,
            RulesFile.standard(),
            world.queues,
            world.time.execution());

    @BeforeEach
    void publishRosterAndSealWave() {
        world.publishRoster();
        world.sealWave();
    }

    /// What can be asked of the desk, in a form that fits an assigned VIP ticket of [World#FIRST].
    enum Request {
        CLOSE(desk -> id -> version -> desk.close(id, version)),
        REOPEN(desk -> id -> version -> desk.reopen(id, version)),
        REASSIGN(desk -> id -> version -> desk.reassign(id, to(SECOND), version)),
        CORRECT(desk -> id -> version -> desk.correct(id, priority(10), "u-1", version));

        private final Function<TicketDesk, Function<String, Function<Optional<Long>, DeskResult>>> request;

        Request(Function<TicketDesk, Function<String, Function<Optional<Long>, DeskResult>>> request) {
            this.request = request;
        }

        private DeskResult ask(TicketDesk desk, String id, Optional<Long> version) {
            return request.apply(desk).apply(id).apply(version);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ticketThatDoesNotExist_orIsDeleted_isNoSuchTicket(Request request) {
        Ticket deleted = world.add("guid-1", "VIP");
        desk.delete(deleted.id());
        List<?> before = world.dynamoDb.items();

        assertThat(request.ask(desk, "unknown", ANY_VERSION)).isEqualTo(NO_SUCH_TICKET);
        assertThat(request.ask(desk, deleted.id(), ANY_VERSION)).isEqualTo(NO_SUCH_TICKET);

        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void otherVersion_isAConflict_andTheSameVersionIsNot(Request request) {
        Ticket ticket = assigned();
        long version = ticket.version();
        List<?> before = world.dynamoDb.items();

        assertThat(request.ask(desk, ticket.id(), Optional.of(version - 1)))
                .isEqualTo(new DeskResult.VersionConflict(version - 1, version));
        assertThat(world.dynamoDb.items()).isEqualTo(before);

        assertThat(request.ask(desk, ticket.id(), Optional.of(version))).isIn(CHANGED, UNCHANGED);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "REASSIGN", "CORRECT"})
    void changeOfAVersionThatAnotherWriterTook_isAConflict(Request request) {
        Ticket ticket = assigned();
        world.dynamoDb.beforeNextTransaction(() -> world.touch(ticket.id()));

        assertThat(request.ask(desk, ticket.id(), Optional.of(ticket.version())))
                .isEqualTo(new DeskResult.VersionConflict(ticket.version(), ticket.version() + 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "REASSIGN", "CORRECT"})
    void changeThatLosesARace_isMadeOnWhatTheOtherWriterLeft(Request request) {
        Ticket ticket = assigned();
        world.dynamoDb.beforeNextTransaction(() -> world.touch(ticket.id()));

        assertThat(request.ask(desk, ticket.id(), ANY_VERSION)).isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).version()).isEqualTo(ticket.version() + 3);
        assertThat(world.load(FIRST)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "REASSIGN", "CORRECT"})
    void changeThatLosesEightRaces_isTransient_withAPauseBeforeEachAttemptButTheFirst(Request request) {
        Ticket ticket = assigned();
        List<Integer> lost = world.beforeEachTransaction(() -> world.touch(ticket.id()));

        assertThatThrownBy(() -> request.ask(desk, ticket.id(), ANY_VERSION))
                .isInstanceOfSatisfying(
                        TransientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("TICKET_BUSY"));

        assertThat(lost).hasSize(8);
        assertThat(world.time.sleeps())
                .hasSize(7)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(1_280)));
    }

    @Test
    void close_givesTheLoadBack_andClosingAgainChangesNothing() {
        Ticket ticket = assigned();

        assertThat(desk.close(ticket.id(), ANY_VERSION)).isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).status()).isEqualTo(Status.CLOSED);
        assertThat(world.load(FIRST)).isZero();
        List<?> before = world.dynamoDb.items();
        assertThat(desk.close(ticket.id(), ANY_VERSION)).isEqualTo(UNCHANGED);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void lastPendingTicketThatLeavesItsWave_letsTheWaveBePlanned() {
        Ticket closed = world.add("guid-1", "Mass");
        Ticket given = world.add("guid-2", "Mass");
        Ticket deleted = world.add("guid-3", "Mass");

        desk.close(closed.id(), ANY_VERSION);
        desk.reassign(given.id(), override(NEWCOMER), ANY_VERSION);
        assertThat(world.messages.take()).isEmpty();
        desk.delete(deleted.id());

        assertThat(world.messages.take()).containsExactly(hint(WAVE));
    }

    @Test
    void reopenedTicket_goesToItsNextStep_andAskingAgainSendsItsMessageAgain() {
        Ticket ticket = world.place(world.add("guid-1", "Mass"));
        desk.close(ticket.id(), ANY_VERSION);
        world.messages.take();

        assertThat(desk.reopen(ticket.id(), ANY_VERSION)).isEqualTo(CHANGED);

        Ticket open = world.find(ticket.id());
        assertThat(open.stage()).isEqualTo(Stage.PLACED);
        assertThat(open.slot().orElseThrow().wave()).isEqualTo(LIVE);
        assertThat(world.messages.take()).containsExactly(message("classify", ticket.id(), 1));
        assertThat(desk.reopen(ticket.id(), ANY_VERSION)).isEqualTo(UNCHANGED);
        assertThat(world.messages.take()).containsExactly(message("classify", ticket.id(), 1));
        assertThat(world.find(ticket.id())).isEqualTo(open);
    }

    @Test
    void reopenedTicketThatIsAnalysed_waitsForAPlan_andAssignIsTold() {
        Ticket ticket = assigned();
        desk.close(ticket.id(), ANY_VERSION);

        assertThat(desk.reopen(ticket.id(), ANY_VERSION)).isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.find(ticket.id()).assignment()).isEmpty();
        assertThat(world.messages.take()).containsExactly(hint(LIVE));
    }

    @Test
    void reopeningThatLosesToAnotherReopening_isUnchanged_andSendsTheMessageToo() {
        Ticket ticket = world.add("guid-1", "Mass");
        desk.close(ticket.id(), ANY_VERSION);
        world.messages.take();
        world.dynamoDb.beforeNextTransaction(() -> desk.reopen(ticket.id(), ANY_VERSION));

        assertThat(desk.reopen(ticket.id(), ANY_VERSION)).isEqualTo(UNCHANGED);

        assertThat(world.messages.take())
                .containsExactly(message("geocode", ticket.id(), 1), message("geocode", ticket.id(), 1));
    }

    @Test
    void messageThatCouldNotBeSent_isSentWhenTheReopeningIsRepeated() {
        Ticket ticket = world.add("guid-1", "Mass");
        desk.close(ticket.id(), ANY_VERSION);
        world.messages.goDown();
        assertThatThrownBy(() -> desk.reopen(ticket.id(), ANY_VERSION)).isInstanceOf(TransientFailure.class);
        world.messages.comeBack();
        world.messages.take();

        assertThat(desk.reopen(ticket.id(), ANY_VERSION)).isEqualTo(UNCHANGED);

        assertThat(world.messages.take()).containsExactly(message("geocode", ticket.id(), 1));
    }

    @Test
    void reassign_movesTheLoad_andTheVerdictSaysWhoChose() {
        Ticket ticket = assigned();

        assertThat(desk.reassign(ticket.id(), to(SECOND), ANY_VERSION)).isEqualTo(CHANGED);

        Ticket given = world.find(ticket.id());
        assertThat(given.assignment().orElseThrow().managerId()).isEqualTo(SECOND);
        assertThat(given.assignment().orElseThrow().assignedAt()).isEqualTo(NOW);
        assertThat(given.verdict().orElseThrow()).contains("\"by\":\"u-1\"").contains("\"rule\":\"NEAREST\"");
        assertThat(StoredVerdict.of(given.verdict().orElseThrow()).overriddenRules())
                .isEmpty();
        assertThat(world.load(FIRST)).isZero();
        assertThat(world.load(SECOND)).isEqualTo(1);
    }

    @Test
    void reassignToTheManagerWhoHasIt_changesNothing() {
        Ticket ticket = assigned();

        assertThat(desk.reassign(ticket.id(), to(FIRST), ANY_VERSION)).isEqualTo(UNCHANGED);

        assertThat(world.find(ticket.id())).isEqualTo(ticket);
    }

    @Test
    void reassignToAManagerWhoDoesNotExist_isNoSuchManager() {
        assertThat(desk.reassign(assigned().id(), to("nobody"), ANY_VERSION)).isEqualTo(new DeskResult.NoSuchManager());
    }

    @Test
    void choiceThatBreaksARule_isRefusedWithTheRule_unlessThePersonOverridesIt() {
        Ticket ticket = assigned();

        DeskResult refused = desk.reassign(ticket.id(), to(NEWCOMER), ANY_VERSION);

        assertThat(brokenCodes(refused)).containsExactly("VIP_SKILL");
        assertThat(world.find(ticket.id())).isEqualTo(ticket);
        assertThat(desk.reassign(ticket.id(), override(NEWCOMER), ANY_VERSION)).isEqualTo(CHANGED);
        assertThat(StoredVerdict.of(world.find(ticket.id()).verdict().orElseThrow())
                        .overriddenRules())
                .containsExactly("VIP_SKILL");
    }

    @Test
    void choiceForATicketWithoutAnAnalysis_breaksTheRuleThatItIsNotAnalysed() {
        Ticket ticket = world.add("guid-1", "Mass");

        DeskResult refused = desk.reassign(ticket.id(), to(FIRST), ANY_VERSION);

        assertThat(brokenCodes(refused)).containsExactly(BrokenRule.NOT_ANALYSED);
        assertThat(desk.reassign(ticket.id(), override(FIRST), ANY_VERSION)).isEqualTo(CHANGED);
        assertThat(world.find(ticket.id()).stage()).isEqualTo(Stage.ASSIGNED);
    }

    @Test
    void closedTicket_isReassignedOnlyTogetherWithItsReopening() {
        Ticket ticket = assigned();
        desk.close(ticket.id(), ANY_VERSION);

        assertThat(desk.reassign(ticket.id(), to(FIRST), ANY_VERSION)).isEqualTo(new DeskResult.TicketClosed());
        assertThat(desk.reassign(ticket.id(), new Reassignment(FIRST, true, false, "", ""), ANY_VERSION))
                .isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).status()).isEqualTo(Status.OPEN);
        assertThat(world.load(FIRST)).isEqualTo(1);
    }

    @Test
    void skillThatIsWithdrawnBetweenCheckAndWrite_isSeenByTheNextAttempt() {
        Ticket ticket = assigned();
        world.dynamoDb.beforeNextTransaction(() -> withdrawSkills(SECOND));

        DeskResult result = desk.reassign(ticket.id(), to(SECOND), ANY_VERSION);

        assertThat(brokenCodes(result)).containsExactly("VIP_SKILL");
        assertThat(world.load(FIRST)).isEqualTo(1);
    }

    @Test
    void correctionThatPlannersDoNotSee_leavesTheTicketWhereItIs() {
        Ticket ticket = assigned();

        assertThat(desk.correct(ticket.id(), confirmation(), "u-1", ANY_VERSION))
                .isEqualTo(CHANGED);

        Ticket corrected = world.find(ticket.id());
        assertThat(corrected.assignment()).isEqualTo(ticket.assignment());
        assertThat(corrected.analysis().orElseThrow().correction().orElseThrow().by())
                .isEqualTo("u-1");
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void correctionThatIsSaidAlready_isNotWrittenAgain_butTheHintIsSentAgain() {
        Ticket ticket = assigned();
        desk.correct(ticket.id(), language(Language.ENG), "u-1", ANY_VERSION);
        List<?> before = world.dynamoDb.items();

        assertThat(desk.correct(ticket.id(), language(Language.ENG), "u-2", ANY_VERSION))
                .isEqualTo(UNCHANGED);

        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.take()).containsExactly(hint(LIVE), hint(LIVE));
    }

    @Test
    void managerWhoMayHaveItStill_keepsIt() {
        Ticket ticket = assigned();

        assertThat(desk.correct(ticket.id(), language(Language.KZ), "u-1", ANY_VERSION))
                .isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).assignment()).isEqualTo(ticket.assignment());
        assertThat(world.load(FIRST)).isEqualTo(1);
    }

    @Test
    void managerWhoMayNotHaveItAnyMore_losesIt_andItIsPlannedAnew() {
        Ticket ticket = assigned();

        assertThat(desk.correct(ticket.id(), language(Language.ENG), "u-1", ANY_VERSION))
                .isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.waves.ready(LIVE))
                .singleElement()
                .satisfies(ready -> assertThat(ready.ticket().attributes().text(RoutingAttribute.LANGUAGE))
                        .isEqualTo("ENG"));
        assertThat(world.load(FIRST)).isZero();
        assertThat(world.messages.take()).containsExactly(hint(LIVE));
    }

    @Test
    void ruleThatAPersonOverrode_takesNothingAway_andAnotherRuleDoes() {
        Ticket ticket = world.assign(world.analyse(world.add("guid-1", "Mass")), FIRST);
        desk.correct(ticket.id(), category(Category.DATA_CHANGE), "u-1", ANY_VERSION);
        desk.reassign(ticket.id(), override(NEWCOMER), ANY_VERSION);

        desk.correct(ticket.id(), category(Category.SPAM), "u-1", ANY_VERSION);
        desk.correct(ticket.id(), category(Category.DATA_CHANGE), "u-1", ANY_VERSION);
        assertThat(world.load(NEWCOMER)).isEqualTo(1);

        desk.correct(ticket.id(), language(Language.KZ), "u-1", ANY_VERSION);
        assertThat(world.load(NEWCOMER)).isZero();
    }

    @Test
    void skillThatIsWithdrawnWhileACorrectionIsChecked_isSeenByTheNextAttempt() {
        Ticket ticket = assigned();
        world.dynamoDb.beforeNextTransaction(() -> withdrawSkills(FIRST));

        assertThat(desk.correct(ticket.id(), language(Language.KZ), "u-1", ANY_VERSION))
                .isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).stage()).isEqualTo(Stage.ANALYSED);
        assertThat(world.load(FIRST)).isZero();
    }

    @Test
    void parkedTicket_isPlannedAnew_whenPlannersSeeADifference() {
        Ticket ticket = world.park(world.analyse(world.add("guid-1", "Mass")));

        assertThat(desk.correct(ticket.id(), priority(2), "u-1", ANY_VERSION)).isEqualTo(CHANGED);

        assertThat(world.waves.ready(WaveIds.PARKED)).isEmpty();
        assertThat(world.waves.ready(LIVE)).hasSize(1);
        assertThat(world.messages.take()).containsExactly(hint(LIVE));
    }

    @Test
    void ticketThatWaitsForItsPlan_waitsInItsWave_whichIsHinted() {
        Ticket ticket = world.analyse(world.add("guid-1", "Mass"));

        assertThat(desk.correct(ticket.id(), priority(2), "u-1", ANY_VERSION)).isEqualTo(CHANGED);

        assertThat(world.waves.ready(WAVE))
                .singleElement()
                .satisfies(ready -> assertThat(ready.ticket().priority()).isEqualTo(2));
        assertThat(world.messages.take()).containsExactly(hint(WAVE));
    }

    @Test
    void closedTicket_isCorrectedWhereItIs() {
        Ticket ticket = assigned();
        desk.close(ticket.id(), ANY_VERSION);

        assertThat(desk.correct(ticket.id(), language(Language.ENG), "u-1", ANY_VERSION))
                .isEqualTo(CHANGED);

        assertThat(world.find(ticket.id()).status()).isEqualTo(Status.CLOSED);
        assertThat(world.find(ticket.id()).assignment()).isEqualTo(ticket.assignment());
        assertThat(world.messages.take()).isEmpty();
    }

    @Test
    void ticketWithoutAnAnalysis_cannotBeCorrected() {
        Ticket ticket = world.place(world.add("guid-1", "Mass"));

        assertThat(desk.correct(ticket.id(), confirmation(), "u-1", ANY_VERSION))
                .isEqualTo(new DeskResult.NotAnalysed());
    }

    @Test
    void delete_givesTheLoadBack_andDeletingAgainChangesNothing() {
        Ticket ticket = assigned();

        assertThat(desk.delete(ticket.id())).isEqualTo(CHANGED);

        assertThat(world.tickets.find(ticket.id())).isEmpty();
        assertThat(world.load(FIRST)).isZero();
        List<?> before = world.dynamoDb.items();
        assertThat(desk.delete(ticket.id())).isEqualTo(UNCHANGED);
        assertThat(desk.delete("unknown")).isEqualTo(NO_SUCH_TICKET);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void deletionThatLosesARace_givesBackTheLoadThatTheTicketHasByThen() {
        Ticket ticket = world.analyse(world.add("guid-1", "VIP"));
        world.dynamoDb.beforeNextTransaction(() -> world.assign(ticket, FIRST));

        assertThat(desk.delete(ticket.id())).isEqualTo(CHANGED);

        assertThat(world.load(FIRST)).isZero();
    }

    @Test
    void overrideWithoutAReason_isNoReassignment() {
        assertThatThrownBy(() -> new Reassignment(FIRST, false, true, " ", "u-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reason");
    }

    private Ticket assigned() {
        return world.assign(world.analyse(world.add("guid-1", "VIP")), FIRST);
    }

    private void withdrawSkills(String managerId) {
        world.rosters.save(World.manager(managerId, Set.of()), new Edition(NOW.plusSeconds(1), ""));
    }

    private static List<String> brokenCodes(DeskResult result) {
        assertThat(result).isInstanceOf(DeskResult.RulesBroken.class);
        return ((DeskResult.RulesBroken) result)
                .rules().stream().map(BrokenRule::code).toList();
    }

    private static Reassignment to(String managerId) {
        return new Reassignment(managerId, false, false, "", "u-1");
    }

    private static Reassignment override(String managerId) {
        return new Reassignment(managerId, false, true, "знает клиента", "u-1");
    }

    private static AnalysisCorrection confirmation() {
        return new AnalysisCorrection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static AnalysisCorrection priority(int priority) {
        return new AnalysisCorrection(
                Optional.empty(), Optional.empty(), Optional.of(priority), Optional.empty(), Optional.empty());
    }

    private static AnalysisCorrection language(Language language) {
        return new AnalysisCorrection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(language), Optional.empty());
    }

    private static AnalysisCorrection category(Category category) {
        return new AnalysisCorrection(
                Optional.of(category), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
