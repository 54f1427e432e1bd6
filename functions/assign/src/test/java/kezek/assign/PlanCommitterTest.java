package kezek.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import kezek.domain.Address;
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
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.planning.PlanStore;
import kezek.roster.RosterStore;
import kezek.routing.Planner;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.testing.Analyses;
import kezek.testing.FakeDynamoDb;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A plan is committed office by office, and may end after any chunk.
class PlanCommitterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int TICKETS = 300;
    private static final int MANAGERS_PER_OFFICE = 4;

    /// The hubs are among them.
    private static final Map<String, Point> OFFICES = new TreeMap<>(Map.of(
            "Астана", new Point(51.1, 71.4),
            "Алматы", new Point(43.2, 76.9),
            "Караганда", new Point(49.8, 73.1),
            "Павлодар", new Point(52.3, 76.9),
            "Шымкент", new Point(42.3, 69.6)));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void planThatEndsAfterEachChunk_andIsMadeAgainForTheRest_givesTheSameTicketsToTheSameManagers(long seed) {
        Outcome atOnce = commit(seed, Integer.MAX_VALUE);
        Outcome inPieces = commit(seed, 1);

        assertThat(atOnce.plans()).isEqualTo(1);
        assertThat(inPieces.plans()).isGreaterThan(5);
        assertThat(inPieces.managerByTicket()).hasSize(TICKETS).isEqualTo(atOnce.managerByTicket());
        assertThat(inPieces.roster()).isEqualTo(atOnce.roster());
    }

    /// @param plans how many it took
    /// @param managerByTicket blank for who got nobody
    /// @param roster with loads and turns, and after it the count of the hubs
    private record Outcome(int plans, Map<String, String> managerByTicket, List<String> roster) {}

    private static Outcome commit(long seed, int chunksPerPlan) {
        Table table = new Table(new FakeDynamoDb(), "table");
        TicketStore tickets = new TicketStore(table);
        RosterStore rosters = new RosterStore(table);
        WaveStore waves = new WaveStore(table);
        String wave = waves.openLive(NOW);
        publishRoster(rosters);
        List<Ticket> stored = store(tickets, new Random(seed), wave);
        int plans = 0;
        PlanCommitter.Result result;
        do {
            PlanningState planningState = new PlanningState(rosters.load(), waves.ready(wave));
            AtomicInteger begun = new AtomicInteger();
            result = new PlanCommitter(new PlanStore(table), planningState, CLOCK)
                    .commit(
                            new Planner(RulesFile.standard()).plan(planningState.tickets(), planningState.roster()),
                            () -> begun.incrementAndGet() > chunksPerPlan);
            assertThat(result).isNotInstanceOf(PlanCommitter.Result.LostRace.class);
            plans++;
        } while (result instanceof PlanCommitter.Result.OutOfTime);
        return new Outcome(plans, managerByTicket(tickets, stored), rosterNow(rosters));
    }

    private static Map<String, String> managerByTicket(TicketStore tickets, List<Ticket> stored) {
        Map<String, String> found = new TreeMap<>();
        stored.forEach(ticket -> found.put(
                ticket.id(),
                tickets.find(ticket.id())
                        .orElseThrow()
                        .assignment()
                        .map(assignment -> assignment.managerId())
                        .orElse("")));
        return found;
    }

    private static List<String> rosterNow(RosterStore rosters) {
        List<String> found = new ArrayList<>();
        rosters.load()
                .managers()
                .forEach(manager -> found.add(manager.id() + " " + manager.assigned() + " "
                        + manager.secondTurns().stream().sorted().toList()));
        found.add("hubs " + rosters.load().hubDecisions());
        return found;
    }

    /// Every second manager has the skill VIP, and one office has nobody who has.
    private static void publishRoster(RosterStore rosters) {
        rosters.beginLoading("roster", NOW);
        int row = 0;
        for (String office : OFFICES.keySet()) {
            row++;
            rosters.save(new Office(office, office, "", Optional.of(town(office)), row), new Edition(NOW, ""));
            for (int number = 1; number <= MANAGERS_PER_OFFICE; number++) {
                Set<String> skills = number % 2 == 0 && !office.equals("Шымкент") ? Set.of("VIP") : Set.of();
                String id = office + number;
                rosters.save(
                        new Manager(
                                new ManagerProfile(id, office, office, id, "", skills, row * 10 + number),
                                Workload.initial(number)),
                        new Edition(NOW, ""));
            }
        }
        rosters.finishLoading("roster");
    }

    /// A third has no known place, and goes to the hubs by turn.
    private static List<Ticket> store(TicketStore tickets, Random random, String wave) {
        List<String> towns = List.copyOf(OFFICES.keySet());
        List<Ticket> stored = new ArrayList<>();
        for (int row = 1; row <= TICKETS; row++) {
            String id = Ids.ticket("guid-" + row);
            String town = towns.get(random.nextInt(towns.size()));
            tickets.addNew(List.of(ticket(id, row, random.nextInt(4) == 0 ? "VIP" : "Mass", wave)));
            Ticket added = tickets.find(id).orElseThrow();
            tickets.place(added, random.nextInt(3) == 0 ? new Place.Unknown("gazetteer") : town(town));
            Ticket placed = tickets.find(id).orElseThrow();
            tickets.analyse(placed, Analyses.byRules(Category.CONSULTATION, 1 + random.nextInt(10), Language.RU));
            stored.add(placed);
        }
        return stored;
    }

    private static Place.Located town(String name) {
        return new Place.Located(OFFICES.get(name), Precision.TOWN, "gazetteer", name);
    }

    private static Ticket ticket(String id, int row, String segment, String wave) {
        return Ticket.arriving(
                id,
                new TicketContent("guid-" + row, "", "", "текст", "", segment, Address.ofTown("Астана")),
                new Origin("csv", "", "", row, NOW),
                1,
                1,
                NOW,
                Slot.pending(wave, row, id));
    }
}
