package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kezek.api.ApiDriver.Answer;
import kezek.domain.Category;
import kezek.domain.Failure;
import kezek.domain.Ids;
import kezek.domain.Manager;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.waves.RowCounts;
import kezek.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests manual changes of tickets through the API.
class TicketChangesFunctionalTest {

    private static final String CHIEF = Ids.manager("Асель", "Астана");
    private static final String CLOSE = "{\"status\": \"CLOSED\"}";
    private static final String OPEN = "{\"status\": \"OPEN\"}";

    private final ApiDriver api = new ApiDriver();
    private final World world = api.world;
    private Manager newcomer;

    /// Row 1 is a Mass ticket and row 2 a VIP ticket. Both are assigned to the chief. The newcomer has no
    /// skills.
    @BeforeEach
    void assignTwoTickets() {
        api.addRoster();
        newcomer = api.addManager("Новичок", Set.of(), ApiDriver.NOW);
        world.waves.open(World.IMPORT, World.RUN, 0);
        world.waves.seal(World.IMPORT, World.RUN, 0, RowCounts.NONE, ApiDriver.NOW);
        api.add(1, 2);
        api.analyse(1, Category.COMPLAINT, "");
        api.analyse(2, Category.COMPLAINT, "");
        api.assignAll("Ближайший офис.");
    }

    @Test
    void closedTicket_isAnsweredAsItIs_andWeighsNothing() {
        Answer answer = api.patch(2, CLOSE);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/status").asText()).isEqualTo("CLOSED");
        assertThat(answer.json().at("/stage").asText()).isEqualTo("ASSIGNED");
        assertThat(answer.json().at("/assignment/manager_id").asText()).isEqualTo(CHIEF);
        assertThat(answer.json().at("/version").asLong()).isEqualTo(5);
        assertThat(load(CHIEF)).isEqualTo(1);
        assertThat(api.get("/api/tickets/" + World.id(2)).body()).isEqualTo(answer.body());
    }

    @Test
    void whatIsSoAlready_isNotWrittenAgain() {
        api.patch(1, CLOSE);
        List<?> before = world.dynamoDb.items();

        assertThat(api.patch(1, CLOSE).status()).isEqualTo(200);
        assertThat(api.patch(2, OPEN).status()).isEqualTo(200);
        assertThat(api.patch(2, give(CHIEF)).status()).isEqualTo(200);
        assertThat(api.patch(2, "{\"status\":\"OPEN\",\"manager_id\":\"" + CHIEF + "\"}")
                        .status())
                .isEqualTo(200);

        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void reopenedTicket_waitsForAPlan_andAssignIsTold() {
        api.patch(1, CLOSE);

        Answer answer = api.patch(1, OPEN);

        assertThat(answer.json().at("/status").asText()).isEqualTo("OPEN");
        assertThat(answer.json().at("/stage").asText()).isEqualTo("ANALYSED");
        assertThat(answer.json().at("/assignment").isNull()).isTrue();
        assertThat(world.messages.sent()).containsExactly("assign {\"wave\":\"LIVE.2026030110\"}");
        assertThat(world.waves.ready("LIVE.2026030110")).hasSize(1);
    }

    @Test
    void reopenedTicketThatNobodyAnalysed_goesToItsNextStep_alsoWhenItHadFailed() {
        api.add(3, 3);
        api.patch(3, CLOSE);
        api.patch(3, OPEN);
        Ticket open = ticket(3);
        world.tickets.fail(open, new Failure("STUCK_IN_GEOCODE", "nothing came of it"));
        api.patch(3, CLOSE);
        api.patch(3, OPEN);

        String message = "geocode {\"ticketId\":\"" + World.id(3) + "\",\"rev\":1}";
        assertThat(world.messages.sent().stream().filter(message::equals)).hasSize(2);
        assertThat(ticket(3).stage()).isEqualTo(Stage.NEW);
        assertThat(ticket(3).problem()).isEmpty();
    }

    /// The wave may have waited only for this ticket.
    @ParameterizedTest
    @ValueSource(strings = {"close", "give", "delete"})
    void lastPendingTicketThatLeavesItsWave_letsTheWaveBePlanned(String action) {
        api.add(3, 3);

        Answer answer = switch (action) {
            case "close" -> api.patch(3, CLOSE);
            case "give" -> api.patch(3, override(newcomer.id(), "сам попросил"));
            default -> api.delete(World.id(3));
        };

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(world.messages.sent()).containsExactly("assign {\"wave\":\"" + World.WAVE + "\"}");
    }

    @Test
    void ticketGivenByHand_movesTheLoad_andTheVerdictSaysSo() {
        Answer answer = api.patch(1, give(newcomer.id()));

        JsonNode ticket = answer.json();
        assertThat(ticket.at("/assignment/manager_id").asText()).isEqualTo(newcomer.id());
        assertThat(ticket.at("/assignment/reason").asText())
                .isEqualTo("Назначено вручную: Новичок, Астана (4 в работе); до этого: Асель, Астана.");
        assertThat(ticket.at("/verdict/by_hand/by").asText()).isEqualTo("operations");
        assertThat(ticket.at("/verdict/by_hand/load").asInt()).isEqualTo(4);
        assertThat(ticket.at("/verdict/by_hand/override").asBoolean()).isFalse();
        assertThat(ticket.at("/verdict/planned/rule").asText()).isEqualTo("NEAREST");
        assertThat(load(CHIEF)).isEqualTo(1);
        assertThat(load(newcomer.id())).isEqualTo(1);
    }

    @Test
    void choiceThatBreaksARule_isRefusedWithTheWay_andGoesThroughAgainstTheRules() {
        Answer refused = api.patch(2, give(newcomer.id()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errorCode()).isEqualTo("RULE_BROKEN");
        assertThat(refused.errorMessage()).contains("skill VIP").contains("\"override\": true");
        assertThat(load(CHIEF)).isEqualTo(2);

        JsonNode given = api.patch(2, override(newcomer.id(), "знает клиента")).json();

        assertThat(given.at("/assignment/manager_id").asText()).isEqualTo(newcomer.id());
        assertThat(given.at("/verdict/by_hand/override").asBoolean()).isTrue();
        assertThat(given.at("/verdict/by_hand/reason").asText()).isEqualTo("знает клиента");
        assertThat(given.at("/verdict/by_hand/broken_requirements").toString()).isEqualTo("[\"VIP_SKILL\"]");
        assertThat(given.at("/verdict/sentence_en").asText()).contains("against the rules");
    }

    @Test
    void ticketThatIsNotAnalysed_isGivenOnlyByAnOverride() {
        api.add(3, 3);
        world.tickets.fail(ticket(3), new Failure("STUCK_IN_GEOCODE", "nothing came of it"));

        Answer refused = api.patch(3, give(newcomer.id()));
        Answer given = api.patch(3, override(newcomer.id(), "разберёт сам"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorCode()).isEqualTo("NOT_ANALYSED");
        assertThat(refused.errorMessage()).contains("\"override\": true");
        assertThat(given.json().at("/stage").asText()).isEqualTo("ASSIGNED");
        assertThat(given.json().at("/problem").isNull()).isTrue();
        assertThat(load(newcomer.id())).isEqualTo(1);
    }

    @Test
    void closedTicket_isGivenOnlyTogetherWithItsReopening() {
        api.patch(1, CLOSE);

        Answer refused = api.patch(1, give(newcomer.id()));
        Answer given = api.patch(1, "{\"status\": \"OPEN\", \"manager_id\": \"" + newcomer.id() + "\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorCode()).isEqualTo("TICKET_CLOSED");
        assertThat(refused.errorMessage()).contains("\"status\": \"OPEN\"");
        assertThat(given.json().at("/status").asText()).isEqualTo("OPEN");
        assertThat(given.json().at("/stage").asText()).isEqualTo("ASSIGNED");
        assertThat(load(CHIEF)).isEqualTo(1);
        assertThat(load(newcomer.id())).isEqualTo(1);
    }

    @Test
    void unknownManagerOrTicket_isSaid() {
        Answer manager = api.patch(1, give("nobody"));
        Answer ticket = api.patch(9, CLOSE);

        assertThat(manager.status()).isEqualTo(422);
        assertThat(manager.errorCode()).isEqualTo("UNKNOWN_MANAGER");
        assertThat(manager.errorMessage()).contains("GET /api/managers");
        assertThat(ticket.status()).isEqualTo(404);
    }

    @Test
    void otherVersionThanAskedFor_isAConflict() {
        long version = ticket(1).version();

        Answer other = api.patch(1, "{\"status\": \"CLOSED\", \"version\": " + (version - 1) + "}");
        Answer same = api.patch(1, "{\"status\": \"CLOSED\", \"version\": " + version + "}");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.errorCode()).isEqualTo("CONFLICT");
        assertThat(other.errorMessage()).contains("version " + version);
        assertThat(same.json().at("/status").asText()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                | status",
                "{\"status\": \"DONE\"}                                            | CLOSED",
                "{\"status\": null}                                                | OPEN",
                "{\"manager_id\": null}                                            | manager_id",
                "{\"manager_id\": \" \"}                                           | GET /api/managers",
                "{\"manager\": \"m\"}                                              | manager_id",
                "{\"status\": \"CLOSED\", \"manager_id\": \"m\"}                   | not both",
                "{\"status\": \"CLOSED\", \"reason\": \"x\"}                       | reason",
                "{\"manager_id\": \"m\", \"override\": true}                       | reason",
                "{\"manager_id\": \"m\", \"override\": true, \"reason\": \"  \"}   | reason",
                "{\"manager_id\": \"m\", \"override\": \"yes\"}                    | true or false",
                "{\"status\": \"CLOSED\", \"version\": 0}                          | version",
                "{\"status\": \"CLOSED\", \"version\": 1.5}                        | version",
                "[]                                                                | object",
                "{                                                                 | not JSON",
            })
    void badBody_is400_andSaysWhatIsWrong(String body, String remedy) {
        List<?> before = world.dynamoDb.items();

        Answer answer = api.patch(1, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("BAD_BODY");
        assertThat(answer.errorMessage()).contains(remedy);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
    }

    @Test
    void reasonOfMoreThan500Characters_isRefused() {
        assertThat(api.patch(2, override(newcomer.id(), "ж".repeat(501))).errorMessage())
                .contains("500");
        assertThat(api.patch(2, override(newcomer.id(), "ж".repeat(500))).status())
                .isEqualTo(200);
    }

    @Test
    void delete_isDoneOnce_andSaysSoAgain_andLeavesNothingToGet() {
        Answer first = api.delete(World.id(1));
        List<?> before = world.dynamoDb.items();
        Answer second = api.delete(World.id(1));

        assertThat(first.status()).isEqualTo(204);
        assertThat(first.body()).isEmpty();
        assertThat(second.status()).isEqualTo(204);
        assertThat(world.dynamoDb.items()).isEqualTo(before);
        assertThat(api.delete("nobody").status()).isEqualTo(404);
        assertThat(api.get("/api/tickets/" + World.id(1)).status()).isEqualTo(404);
        assertThat(api.patch(1, OPEN).status()).isEqualTo(404);
        assertThat(load(CHIEF)).isEqualTo(1);
    }

    @Test
    void planThatIsFaster_isClosedAfterAnotherLook() {
        api.add(3, 3);
        api.analyse(3, Category.COMPLAINT, "");
        world.dynamoDb.beforeNextTransaction(() -> api.assignAll("Ближайший офис."));

        assertThat(api.patch(3, CLOSE).status()).isEqualTo(200);

        assertThat(ticket(3).stage()).isEqualTo(Stage.ASSIGNED);
        assertThat(ticket(3).status()).isEqualTo(Status.CLOSED);
        assertThat(load(CHIEF)).isEqualTo(2);
    }

    @Test
    void skillThatIsWithdrawnBetweenCheckAndCommit_isSeen() {
        Manager skilled = api.addManager("Умелый", Set.of("VIP"), ApiDriver.NOW);
        world.dynamoDb.beforeNextTransaction(() -> api.addManager("Умелый", Set.of(), ApiDriver.NOW.plusSeconds(1)));

        Answer answer = api.patch(2, give(skilled.id()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorCode()).isEqualTo("RULE_BROKEN");
        assertThat(load(skilled.id())).isZero();
        assertThat(load(CHIEF)).isEqualTo(2);
    }

    @Test
    void changeOfAVersionThatSomebodyElseTook_isAConflict() {
        world.dynamoDb.beforeNextTransaction(() -> world.changes.close(ticket(1)));

        Answer answer = api.patch(
                1,
                "{\"manager_id\": \"" + newcomer.id() + "\", \"version\": "
                        + ticket(1).version() + "}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorCode()).isEqualTo("CONFLICT");
        assertThat(ticket(1).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void manyAtOnce_leaveOneTicketWithOneUnitOfLoad() throws Exception {
        List<String> bodies = List.of(CLOSE, OPEN, give(newcomer.id()), give(CHIEF), override(newcomer.id(), "так"));
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 60)
                    .forEach(n -> answers.add(people.submit(() -> api.patch(1, bodies.get(n % bodies.size())))));
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().body()).isIn(200, 409, 503);
        }
        Ticket ticket = ticket(1);
        int open = ticket.openAssignment().isPresent() ? 1 : 0;
        assertThat(load(CHIEF) + load(newcomer.id())).isEqualTo(1 + open);
        ticket.openAssignment()
                .ifPresent(assignment -> assertThat(load(assignment.managerId()))
                        .isEqualTo(assignment.managerId().equals(CHIEF) ? 2 : 1));
    }

    @Test
    void process_hintsWhatMayBePlanned_theParkedTicketsInEveryCase() {
        api.add(3, 3);
        api.analyse(3, Category.COMPLAINT, "");
        world.waves.openLive(ApiDriver.NOW);
        var event = ApiDriver.event("process");

        Answer answer = api.send(event);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("hinted").toString()).isEqualTo("[\"LIVE.2026030110\",\"" + World.WAVE + "\"]");
        assertThat(world.messages.sent()).hasSize(2);
    }

    private static String give(String managerId) {
        return "{\"manager_id\": \"" + managerId + "\"}";
    }

    private static String override(String managerId, String reason) {
        return "{\"manager_id\": \"" + managerId + "\", \"override\": true, \"reason\": \"" + reason + "\"}";
    }

    private Ticket ticket(int row) {
        return world.tickets.find(World.id(row)).orElseThrow();
    }

    private int load(String managerId) {
        return world.manager(managerId).assigned();
    }
}
