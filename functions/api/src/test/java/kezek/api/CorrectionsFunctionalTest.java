package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kezek.api.ApiDriver.Answer;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Correction;
import kezek.domain.Doubt;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.domain.Language;
import kezek.domain.Manager;
import kezek.domain.ManagerProfile;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Provenance;
import kezek.domain.Sentiment;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.Workload;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.routing.RoutingAttribute;
import kezek.waves.ReadyTicket;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests manual corrections of analyses. The chief has the skills VIP and KZ but not ENG. The newcomer
/// has no skills and is not a chief.
class CorrectionsFunctionalTest {

    private static final String CHIEF = Ids.manager("Асель", "Астана");
    private static final String WAVE = World.WAVE;
    private static final String LIVE = "LIVE.2026030110";
    private static final String HINT_LIVE = "assign {\"wave\":\"" + LIVE + "\"}";
    private static final String ENGLISH = "{\"language\": \"ENG\"}";

    private final ApiDriver api = new ApiDriver();
    private final World world = api.world;
    private Manager newcomer;

    /// Row 1 is a Mass ticket and row 2 a VIP ticket. The rules analysed both with low confidence, and
    /// neither is assigned.
    @BeforeEach
    void analyseTwoTickets() {
        api.addRoster();
        newcomer = api.addManager("Новичок", Set.of(), ApiDriver.NOW);
        world.waves.open(World.IMPORT, World.RUN, 0);
        world.waves.seal(World.IMPORT, World.RUN, 0, RowCounts.NONE, ApiDriver.NOW);
        api.add(1, 2);
        analyse(1);
        analyse(2);
    }

    @Test
    void correction_keepsTheOriginal_andLeavesNoDoubt() {
        api.assignAll("Ближайший офис.");

        Answer answer = correct(
                1,
                "{\"category\": \"Смена данных\", \"sentiment\": \"Негативный\", \"priority\": 9, \"language\": \"KZ\","
                        + " \"summary\": \" Клиент сменил телефон. \"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode analysis = answer.json().path("ai_analysis");
        assertThat(analysis.path("category").asText()).isEqualTo("Смена данных");
        assertThat(analysis.path("sentiment").asText()).isEqualTo("Негативный");
        assertThat(analysis.path("priority").asInt()).isEqualTo(9);
        assertThat(analysis.path("language").asText()).isEqualTo("KZ");
        assertThat(analysis.path("detected_language").asText()).isEqualTo("ru");
        assertThat(analysis.path("summary").asText()).isEqualTo("Клиент сменил телефон.");
        assertThat(analysis.path("needs_review").asBoolean()).isFalse();
        assertThat(analysis.path("doubts")).isEmpty();
        assertThat(analysis.at("/confidence/category").asDouble()).isEqualTo(1);
        assertThat(analysis.at("/correction/by").asText()).isEqualTo("operations");
        assertThat(analysis.at("/correction/at").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(analysis.at("/correction/original/category").asText()).isEqualTo("Жалоба");
        assertThat(analysis.at("/correction/original/confidence/category").asDouble())
                .isEqualTo(0.4);
        assertThat(analysis.at("/correction/original/doubts/0").asText()).isEqualTo("CATEGORY_UNSURE");
        assertThat(api.get("/api/tickets/" + World.id(1)).body()).isEqualTo(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"confirm\": true}", "{\"category\": \"Жалоба\"}"})
    void lookedAtAndRight_clearsTheReviewMark_andNothingElse(String body) {
        api.assignAll("Ближайший офис.");

        JsonNode before = api.get("/api/tickets/" + World.id(1)).json();
        Answer answer = correct(1, body);

        assertThat(before.at("/ai_analysis/needs_review").asBoolean()).isTrue();
        assertThat(answer.json().at("/ai_analysis/needs_review").asBoolean()).isFalse();
        assertThat(answer.json().at("/ai_analysis/category")).isEqualTo(before.at("/ai_analysis/category"));
        assertThat(answer.json().path("assignment")).isEqualTo(before.path("assignment"));
        assertThat(answer.json().at("/ai_analysis/correction/by").asText()).isEqualTo("operations");
        assertThat(load(CHIEF)).isEqualTo(2);
        assertThat(world.messages.sent()).isEmpty();
    }

    @Test
    void secondCorrection_keepsTheFirstOriginal() {
        correct(1, "{\"category\": \"Спам\"}");

        JsonNode analysis = correct(1, "{\"category\": \"Претензия\"}").json().path("ai_analysis");

        assertThat(analysis.path("category").asText()).isEqualTo("Претензия");
        assertThat(analysis.at("/correction/original/category").asText()).isEqualTo("Жалоба");
        assertThat(analysis.at("/correction/original/correction").isNull()).isTrue();
    }

    @Test
    void whatIsSaidAlready_isNotWrittenAgain_butTheHintIsSentAgain() {
        api.assignAll("Ближайший офис.");
        Answer first = correct(1, ENGLISH);
        List<?> before = world.dynamoDb.items();

        Answer again = correct(1, ENGLISH);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(world.messages.sent()).containsExactly(HINT_LIVE, HINT_LIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "{\"language\": \"KZ\"}",
        "{\"category\": \"Смена данных\"}",
        "{\"priority\": 10}",
        "{\"sentiment\": \"Позитивный\"}",
    })
    void managerWhoMayHaveItStill_keepsIt(String body) {
        api.assignAll("Ближайший офис.");

        Answer answer = correct(2, body);

        assertThat(answer.json().at("/stage").asText()).isEqualTo("ASSIGNED");
        assertThat(answer.json().at("/assignment/manager_id").asText()).isEqualTo(CHIEF);
        assertThat(answer.json().at("/verdict/rule").asText()).isEqualTo("NEAREST");
        assertThat(load(CHIEF)).isEqualTo(2);
        assertThat(world.messages.sent()).isEmpty();
    }

    @Test
    void anotherPriority_movesTheTicketInTheQueueOfItsManager() {
        api.assignAll("Ближайший офис.");

        correct(1, "{\"priority\": 10}");

        assertThat(item(1, "managerAt")).startsWith("OPEN#89#");
        assertThat(item(2, "managerAt")).startsWith("OPEN#92#");
    }

    @Test
    void managerWhoMayNotHaveItAnyMore_losesItWithItsLoad_andItIsPlannedAnew() {
        api.assignAll("Ближайший офис.");

        Answer answer = correct(1, ENGLISH);

        assertThat(answer.json().at("/stage").asText()).isEqualTo("ANALYSED");
        assertThat(answer.json().path("assignment").isNull()).isTrue();
        assertThat(answer.json().path("verdict").isNull()).isTrue();
        assertThat(load(CHIEF)).isEqualTo(1);
        assertThat(world.waves.ready(LIVE)).hasSize(1);
        assertThat(world.waves.ready(LIVE).getFirst().ticket().attributes().text(RoutingAttribute.LANGUAGE))
                .isEqualTo("ENG");
        assertThat(world.messages.sent()).containsExactly(HINT_LIVE);
    }

    @Test
    void choiceOfAPersonWithinTheRules_isAsVoidAsThatOfAPlan() {
        api.assignAll("Ближайший офис.");
        api.patch(1, "{\"manager_id\": \"" + newcomer.id() + "\"}");

        Answer answer = correct(1, "{\"category\": \"Смена данных\"}");

        assertThat(answer.json().at("/stage").asText()).isEqualTo("ANALYSED");
        assertThat(load(newcomer.id())).isZero();
    }

    @Test
    void ruleThatAPersonOverrode_takesNothingAway_anotherRuleDoes() {
        api.assignAll("Ближайший офис.");
        correct(2, "{\"category\": \"Смена данных\"}");
        api.patch(2, "{\"manager_id\": \"" + newcomer.id() + "\", \"override\": true, \"reason\": \"знает клиента\"}");

        Answer without = correct(2, "{\"category\": \"Спам\"}");
        Answer with = correct(2, "{\"category\": \"Смена данных\"}");
        assertThat(without.json().at("/assignment/manager_id").asText()).isEqualTo(newcomer.id());
        assertThat(with.json().at("/assignment/manager_id").asText())
                .as("that she is no chief was known, and she got it all the same")
                .isEqualTo(newcomer.id());

        Answer other = correct(2, "{\"language\": \"KZ\"}");

        assertThat(other.json().at("/stage").asText()).isEqualTo("ANALYSED");
        assertThat(load(newcomer.id())).isZero();
    }

    /// The manager has lost a skill since the assignment. A correction of another field does not check
    /// that skill again, so the ticket stays assigned.
    @Test
    void ruleThatTheManagerBreaksAnyway_isNotTheCorrectionsDoing() {
        correct(1, "{\"language\": \"KZ\"}");
        api.assignAll("Ближайший офис.");
        world.rosters.save(withoutSkills(world.manager(CHIEF)), new Edition(ApiDriver.NOW.plusSeconds(60), ""));

        Answer answer = correct(1, "{\"category\": \"Смена данных\"}");

        assertThat(answer.json().at("/assignment/manager_id").asText()).isEqualTo(CHIEF);
    }

    private static Manager withoutSkills(Manager manager) {
        return new Manager(
                new ManagerProfile(
                        manager.id(),
                        manager.officeId(),
                        manager.officeName(),
                        manager.name(),
                        manager.position(),
                        Set.of(),
                        manager.row()),
                Workload.initial(manager.baseline()));
    }

    @Test
    void ticketThatWaitsForItsPlan_waitsWhereItIs_withWhatIsRight() {
        Answer answer = correct(1, "{\"category\": \"Спам\", \"priority\": 1}");

        assertThat(answer.json().at("/stage").asText()).isEqualTo("ANALYSED");
        ReadyTicket row = world.waves.ready(WAVE).stream()
                .filter(ready -> ready.ticket().id().equals(World.id(1)))
                .findFirst()
                .orElseThrow();
        assertThat(row.ticket().attributes().category()).contains(Category.SPAM);
        assertThat(row.ticket().priority()).isEqualTo(1);
        assertThat(world.messages.sent()).containsExactly("assign {\"wave\":\"" + WAVE + "\"}");
    }

    /// An unassigned ticket is planned again right after the correction, and not only with the next
    /// roster.
    @ParameterizedTest
    @ValueSource(strings = {"{\"category\": \"Спам\"}", ENGLISH, "{\"priority\": 2}"})
    void parkedTicket_isTriedAgain_whenPlannersSeeADifference(String body) {
        park();

        Answer answer = correct(1, body);

        assertThat(answer.json().at("/stage").asText()).isEqualTo("ANALYSED");
        assertThat(answer.json().at("/problem").isNull()).isTrue();
        assertThat(world.waves.ready(WaveIds.PARKED))
                .extracting(ready -> ready.ticket().id())
                .containsExactly(World.id(2));
        assertThat(world.waves.ready(LIVE)).hasSize(1);
        assertThat(world.messages.sent()).containsExactly(HINT_LIVE);
    }

    @Test
    void parkedTicket_staysParked_whenTheyDoNot() {
        park();

        Answer answer = correct(1, "{\"sentiment\": \"Негативный\"}");

        assertThat(answer.json().at("/stage").asText()).isEqualTo("UNASSIGNED");
        assertThat(world.waves.ready(WaveIds.PARKED)).hasSize(2);
        assertThat(world.messages.sent()).isEmpty();
    }

    @Test
    void closedTicket_isCorrectedWhereItIs() {
        api.assignAll("Ближайший офис.");
        api.patch(1, "{\"status\": \"CLOSED\"}");

        Answer answer = correct(1, ENGLISH);

        assertThat(answer.json().at("/status").asText()).isEqualTo("CLOSED");
        assertThat(answer.json().at("/stage").asText()).isEqualTo("ASSIGNED");
        assertThat(answer.json().at("/ai_analysis/language").asText()).isEqualTo("ENG");
        assertThat(world.waves.ready(LIVE)).isEmpty();
    }

    @Test
    void ticketWithoutAnAnalysis_is409_andSaysWhy() {
        api.add(3, 4);
        world.tickets.fail(ticket(4), new Failure("STUCK_IN_GEOCODE", "nothing came of it"));
        List<?> before = world.dynamoDb.items();

        for (int row : List.of(3, 4)) {
            Answer answer = correct(row, ENGLISH);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.errorCode()).isEqualTo("NOT_ANALYSED");
            assertThat(answer.errorMessage()).contains("wait until it is analysed");
        }
        assertThat(correct(9, ENGLISH).status()).isEqualTo(404);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"category\": \"Прочее\"}       | \"category\" must be one of \"Жалоба\", \"Смена данных\"",
                "{\"category\": null}             | \"category\" must be one of",
                "{\"sentiment\": \"негативный\"}  | \"Негативный\"",
                "{\"priority\": 0}                | from 1 (can wait) to 10 (now)",
                "{\"priority\": 11}               | from 1 (can wait) to 10 (now)",
                "{\"priority\": 7.5}              | from 1 (can wait) to 10 (now)",
                "{\"priority\": \"7\"}            | \"priority\" must be a whole number",
                "{\"language\": \"UZ\"}           | \"language\" must be one of",
                "{\"summary\": \" \"}             | 1 to 2000 characters",
                "{\"confirm\": false}             | \"confirm\" must be true",
                "{\"version\": 0}                 | \"version\" must be a whole number from 1",
                "{\"confidence\": 1}              | unknown field \"confidence\"",
                "[]                               | expected one such as",
            })
    void bodyThatIsWrong_is400_andNamesTheFieldAndWhatIsAllowed(String body, String message) {
        List<?> before = world.dynamoDb.items();

        Answer answer = correct(1, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains(message);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void correctionOfAnotherVersion_is409() {
        long version = ticket(1).version();
        correct(1, "{\"priority\": 3, \"version\": " + version + "}");

        Answer late = correct(1, "{\"priority\": 4, \"version\": " + version + "}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.errorCode()).isEqualTo("CONFLICT");
        assertThat(ticket(1).analysis().orElseThrow().priority()).isEqualTo(3);
    }

    /// Another user closes the ticket between the read and the write of a correction.
    @Test
    void ticketThatChangesMeanwhile_isReadAgain() {
        api.assignAll("Ближайший офис.");
        world.dynamoDb.beforeNextTransaction(() -> world.changes.close(ticket(1)));

        Answer answer = correct(1, ENGLISH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ticket(1).status()).isEqualTo(Status.CLOSED);
        assertThat(ticket(1).analysis().orElseThrow().language()).isEqualTo(Language.ENG);
        assertThat(load(CHIEF)).isEqualTo(1);
    }

    /// The chief loses Kazakh between the check and the commit.
    @Test
    void skillThatIsWithdrawnMeanwhile_isSeen() {
        api.assignAll("Ближайший офис.");
        world.dynamoDb.beforeNextTransaction(() -> world.rosters.save(
                withoutSkills(world.manager(CHIEF)), new Edition(ApiDriver.NOW.plusSeconds(60), "")));

        Answer answer = correct(1, "{\"language\": \"KZ\"}");

        assertThat(answer.json().at("/stage").asText()).isEqualTo("ANALYSED");
        assertThat(load(CHIEF)).isEqualTo(1);
    }

    @Test
    void manyAtOnce_leaveOneTicketWithOneUnitOfLoad() throws Exception {
        api.assignAll("Ближайший офис.");
        List<String> bodies = List.of(ENGLISH, "{\"language\": \"KZ\"}", "{\"category\": \"Спам\"}");
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 45)
                    .forEach(n -> answers.add(people.submit(() -> n % 5 == 0
                            ? api.patch(
                                    1,
                                    "{\"manager_id\": \"" + CHIEF + "\", \"override\": true," + " \"reason\": \"так\"}")
                            : correct(1, bodies.get(n % 3)))));
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().body()).isIn(200, 503);
        }
        Ticket ticket = ticket(1);
        assertThat(load(CHIEF)).isEqualTo(1 + ticket.openAssignment().stream().count());
        assertThat(world.waves.ready(LIVE)).hasSize(ticket.stage() == Stage.ANALYSED ? 1 : 0);
        assertThat(ticket.analysis().orElseThrow().original()).isEqualTo(analysis());
    }

    private Answer correct(int row, String body) {
        var event = ApiDriver.event("correct-analysis");
        event.setRawPath("/api/tickets/" + World.id(row) + "/analysis");
        event.setBody(body);
        return api.send(event);
    }

    private void analyse(int row) {
        world.tickets.place(
                ticket(row), new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана"));
        world.tickets.analyse(ticket(row), analysis());
    }

    private static Analysis analysis() {
        return new Analysis(
                Category.COMPLAINT,
                Sentiment.NEUTRAL,
                7,
                Language.RU,
                "ru",
                "Ответить.",
                Provenance.ofRules(true, List.of("жалоб*")),
                new Confidence(0.4, 0.9, 0.8, 1),
                Set.of(Doubt.CATEGORY_UNSURE, Doubt.MODEL_DID_NOT_ANSWER),
                Optional.<Correction>empty());
    }

    private void park() {
        PlanChunk chunk = new PlanChunk(world.rosters.load().rev(), Manager::rev);
        world.waves
                .ready(WAVE)
                .forEach(ready -> chunk.tryAddUnassigned(
                        ready,
                        new Failure("NOBODY_ELIGIBLE", "Никого."),
                        Optional.empty(),
                        "{\"rule\":\"NEAREST\"}",
                        Optional.empty()));
        assertThat(world.plans.commit(chunk)).isEqualTo(new PlanCommit.Done());
    }

    private String item(int row, String attribute) {
        return world.dynamoDb
                .item("TICKET#" + World.id(row), "TICKET")
                .get(attribute)
                .s();
    }

    private Ticket ticket(int row) {
        return world.tickets.find(World.id(row)).orElseThrow();
    }

    private int load(String managerId) {
        return world.manager(managerId).assigned();
    }
}
