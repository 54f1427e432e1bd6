package kezek.tickets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import kezek.domain.Slot;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.planning.PlanChunk;
import kezek.planning.PlanCommit;
import kezek.planning.PlanStore;
import kezek.roster.RosterStore;
import kezek.routing.ManagerUpdate;
import kezek.table.Table;
import kezek.testing.Analyses;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeTime;
import kezek.waves.ReadyTicket;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;

/// The services of this package on a table in memory, with a sealed wave of a file and three managers of
/// one office: two with the skill VIP, and a newcomer without any.
final class TicketFixture {

    static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    static final String IMPORT = "november";
    static final String RUN = "0123456789abcdef";
    static final String WAVE = WaveIds.ofRun(RUN, 0);
    static final String LIVE = "LIVE.2026112009";
    static final String FIRST = "m1";
    static final String SECOND = "m2";
    static final String NEWCOMER = "m3";

    final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    final FakeTime time = new FakeTime(NOW);
    final RecordedMessages messages = new RecordedMessages();
    final Table table = new Table(dynamoDb, "table", time.execution());
    final TicketStore tickets = new TicketStore(table);
    final ManualChangeStore changes = new ManualChangeStore(table);
    final WaveStore waves = new WaveStore(table);
    final RosterStore rosters = new RosterStore(table);
    final Queues queues = new Queues(
            messages,
            new Settings(Map.of(
                    "GEOCODE_QUEUE_URL", "geocode",
                    "CLASSIFY_QUEUE_URL", "classify",
                    "ASSIGN_QUEUE_URL", "assign")),
            QueueName.GEOCODE,
            QueueName.CLASSIFY,
            QueueName.ASSIGN);

    TicketFixture() {
        rosters.beginLoading("roster", NOW);
        rosters.save(manager(FIRST, Set.of("VIP", "KZ")), new Edition(NOW, ""));
        rosters.save(manager(SECOND, Set.of("VIP")), new Edition(NOW, ""));
        rosters.save(manager(NEWCOMER, Set.of()), new Edition(NOW, ""));
        rosters.finishLoading("roster");
        waves.open(IMPORT, RUN, 0);
        waves.seal(IMPORT, RUN, 0, RowCounts.NONE, NOW);
    }

    static Manager manager(String id, Set<String> skills) {
        return new Manager(new ManagerProfile(id, "o1", "Астана", "М. " + id, "", skills, 1), Workload.initial(0));
    }

    static String hint(String wave) {
        return "assign {\"wave\":\"" + wave + "\"}";
    }

    static String message(String queue, String ticketId, int rev) {
        return queue + " {\"ticketId\":\"" + ticketId + "\",\"rev\":" + rev + "}";
    }

    static TicketContent content(String guid, String segment, String description) {
        return new TicketContent(guid, "", "", description, "", segment, Address.ofTown("Астана"));
    }

    /// Adds a NEW ticket to the wave of the file.
    Ticket add(String guid, String segment) {
        String id = Ids.ticket(guid);
        int row = dynamoDb.partition("WAVE#" + WAVE).size() + 1;
        Ticket ticket = Ticket.arriving(
                id,
                content(guid, segment, "текст"),
                new Origin(Origin.CSV, IMPORT, RUN, row, NOW),
                1,
                1,
                NOW,
                Slot.pending(WAVE, row, id));
        tickets.addNew(List.of(ticket));
        return find(id);
    }

    Ticket place(Ticket ticket) {
        tickets.place(ticket, new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана"));
        return find(ticket.id());
    }

    Ticket analyse(Ticket ticket) {
        tickets.analyse(place(ticket), analysis());
        return find(ticket.id());
    }

    static Analysis analysis() {
        return Analyses.byRules(Category.CONSULTATION, 7, Language.RU);
    }

    Ticket fail(Ticket ticket) {
        tickets.fail(ticket, new Failure("STUCK", "nothing came of it"));
        return find(ticket.id());
    }

    /// Commits the plan that gives an analysed ticket to this manager.
    Ticket assign(Ticket ticket, String managerId) {
        PlanChunk chunk = new PlanChunk(rosters.load().rev(), Manager::rev);
        Manager manager = manager(managerId);
        chunk.tryAddAssigned(
                ready(ticket),
                new Assignment(manager.id(), manager.name(), manager.officeId(), manager.officeName(), NOW, "План."),
                Optional.empty(),
                "{\"rule\":\"NEAREST\"}",
                List.of(new ManagerUpdate(manager, 1, Set.of())),
                Optional.empty());
        return commit(chunk, ticket);
    }

    /// Commits the plan that finds no manager for an analysed ticket.
    Ticket park(Ticket ticket) {
        PlanChunk chunk = new PlanChunk(rosters.load().rev(), Manager::rev);
        chunk.tryAddUnassigned(
                ready(ticket), new Failure("NOBODY_ELIGIBLE", "Никого."), Optional.empty(), "{}", Optional.empty());
        return commit(chunk, ticket);
    }

    private ReadyTicket ready(Ticket ticket) {
        String wave = ticket.slot().orElseThrow().wave();
        return waves.ready(wave).stream()
                .filter(ready -> ready.ticket().id().equals(ticket.id()))
                .findFirst()
                .orElseThrow();
    }

    private Ticket commit(PlanChunk chunk, Ticket ticket) {
        if (!(new PlanStore(table).commit(chunk) instanceof PlanCommit.Done)) {
            throw new IllegalStateException("the plan lost a race");
        }
        return find(ticket.id());
    }

    Ticket find(String id) {
        return tickets.find(id).orElseThrow();
    }

    StoredTicket stored(String id) {
        return Optional.ofNullable(tickets.findAll(List.of(id)).get(id)).orElseThrow();
    }

    Manager manager(String id) {
        return rosters.load().managers().stream()
                .filter(manager -> manager.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    int load(String managerId) {
        return manager(managerId).assigned();
    }

    /// Changes the ticket and leaves it as it was, except for its version.
    void touch(String id) {
        changes.close(find(id));
        changes.reopen(find(id), waves.openLive(NOW));
    }

    /// Lets another writer be faster before each of the next transactions.
    ///
    /// @return how often that happened so far, one entry each
    List<Integer> beforeEachTransaction(Runnable other) {
        List<Integer> times = new ArrayList<>();
        dynamoDb.beforeNextTransaction(() -> runAndArm(other, times));
        return times;
    }

    private void runAndArm(Runnable other, List<Integer> times) {
        times.add(times.size());
        other.run();
        dynamoDb.beforeNextTransaction(() -> runAndArm(other, times));
    }
}
