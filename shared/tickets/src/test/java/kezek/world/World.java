package kezek.world;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
import kezek.domain.Office;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Point;
import kezek.domain.Precision;
import kezek.domain.Slot;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.domain.Workload;
import kezek.imports.ImportFile;
import kezek.imports.ImportStore;
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
import kezek.testing.EventFiles;
import kezek.testing.FakeContext;
import kezek.testing.FakeDynamoDb;
import kezek.testing.FakeTime;
import kezek.tickets.ManualChangeStore;
import kezek.tickets.StoredTicket;
import kezek.tickets.TicketStore;
import kezek.waves.ReadyTicket;
import kezek.waves.RowCounts;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// What a function meets in a test: a table in memory with its stores, queues that record, a clock, and the
/// settings of template.yaml. It is empty at first. The methods put files, waves, a roster, and tickets of any
/// stage into the table, with the ids that the files under `events/` name.
///
/// ```java
/// World world = new World();
/// world.openWave();
/// Ticket ticket = world.place(world.add(1));
/// handler.handleRequest(World.event("classify.json", SQSEvent.class), world.context);
/// assertThat(world.messages.take()).containsExactly(World.hint(World.WAVE));
/// ```
public final class World {

    public static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    public static final String IMPORT = "sample";

    /// The run of `events/upload-tickets.json`.
    public static final String RUN = "caf60c85d7ae5f2f";

    /// The first wave of that run.
    public static final String WAVE = WaveIds.ofRun(RUN, 0);

    /// The LIVE wave at [#NOW].
    public static final String LIVE = "LIVE.2026112009";

    /// The managers of [#publishRoster()]: two with the skill VIP, and a newcomer without any.
    public static final String FIRST = "m1";

    public static final String SECOND = "m2";
    public static final String NEWCOMER = "m3";

    public static final Place.Located ASTANA =
            new Place.Located(new Point(51.1, 71.4), Precision.TOWN, "gazetteer", "Астана");

    private static final String MAX_RECEIVE_COUNT = "5";

    public final Instant start;
    public final FakeDynamoDb dynamoDb = new FakeDynamoDb();
    public final FakeContext context = new FakeContext();
    public final RecordedMessages messages = new RecordedMessages();
    public final FakeTime time;
    public final Table table;
    public final TicketStore tickets;
    public final ManualChangeStore changes;
    public final WaveStore waves;
    public final RosterStore rosters;
    public final ImportStore imports;
    public final PlanStore plans;
    public final Settings settings = new Settings(Map.ofEntries(
            Map.entry("TABLE_NAME", "table"),
            Map.entry("BUCKET_NAME", "bucket"),
            Map.entry("GEOCODER", "gazetteer"),
            Map.entry("INGEST_QUEUE_URL", "ingest"),
            Map.entry("GEOCODE_QUEUE_URL", "geocode"),
            Map.entry("CLASSIFY_QUEUE_URL", "classify"),
            Map.entry("ASSIGN_QUEUE_URL", "assign"),
            Map.entry("MAX_RECEIVE_COUNT", MAX_RECEIVE_COUNT),
            Map.entry("STILL_WAVE", "PT5M")));
    public final Queues queues =
            new Queues(messages, settings, QueueName.GEOCODE, QueueName.CLASSIFY, QueueName.ASSIGN);

    /// A world at [#NOW].
    public World() {
        this(NOW);
    }

    public World(Instant start) {
        this.start = start;
        this.time = new FakeTime(start);
        this.table = new Table(dynamoDb, "table", time.execution());
        this.tickets = new TicketStore(table);
        this.changes = new ManualChangeStore(table);
        this.waves = new WaveStore(table);
        this.rosters = new RosterStore(table);
        this.imports = new ImportStore(table);
        this.plans = new PlanStore(table);
    }

    /// Reads an event file as the Java runtime of Lambda does.
    ///
    /// @param file below `events/`, such as `geocode.json`
    public static <T> T event(String file, Class<T> type) {
        return LambdaEventSerializers.serializerFor(type, World.class.getClassLoader())
                .fromJson(EventFiles.open(file));
    }

    /// Reads an event file after an edit of its text.
    public static <T> T event(String file, Class<T> type, UnaryOperator<String> edit) {
        try (InputStream stream = EventFiles.open(file)) {
            String edited = edit.apply(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            return LambdaEventSerializers.serializerFor(type, World.class.getClassLoader())
                    .fromJson(edited);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads an event file of messages that SQS delivers for the last time.
    public static SQSEvent lastAttempt(String file) {
        SQSEvent event = event(file, SQSEvent.class);
        event.getRecords()
                .forEach(message -> message.getAttributes().put("ApproximateReceiveCount", MAX_RECEIVE_COUNT));
        return event;
    }

    /// @return the ids of the messages that a function reported as failed
    public static List<String> reported(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    /// @param namesAndValues by turns
    /// @return the settings with other or more environment variables
    public Settings settingsWith(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        for (int index = 0; index < namesAndValues.length; index += 2) {
            environment.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return new Settings(environment);
    }

    /// @return what [RecordedMessages] records of a hint
    public static String hint(String wave) {
        return "assign {\"wave\":\"" + wave + "\"}";
    }

    /// @return what [RecordedMessages] records of a message about a ticket
    public static String message(String queue, String ticketId, int rev) {
        return queue + " {\"ticketId\":\"" + ticketId + "\",\"rev\":" + rev + "}";
    }

    /// @return the GUID of a row; rows 1 and 2 are those of `events/tickets.csv`
    public static String guid(int row) {
        return "5f3c9a10-7b1e-4c55-9d0a-%012d".formatted(row);
    }

    public static String id(int row) {
        return Ids.ticket(guid(row));
    }

    /// The roster: one office in Астана with three managers, see [#FIRST].
    public void publishRoster() {
        publishRoster(
                "roster",
                List.of(office("o1", "Астана", 1)),
                manager(FIRST, Set.of("VIP", "KZ"), 1),
                manager(SECOND, Set.of("VIP"), 2),
                manager(NEWCOMER, Set.of(), 3));
    }

    /// @param run of the files that the roster comes from
    public void publishRoster(String run, List<Office> offices, Manager... managers) {
        Edition edition = new Edition(start, "");
        rosters.beginLoading(run, start);
        offices.forEach(office -> rosters.save(office, edition));
        List.of(managers).forEach(manager -> rosters.save(manager, edition));
        rosters.finishLoading(run);
    }

    /// @return an office in Астана, whatever its name
    public static Office office(String id, String name, int row) {
        return new Office(id, name, "", Optional.of(ASTANA), row);
    }

    /// @return a manager of the office of [#publishRoster()]
    public static Manager manager(String id, Set<String> skills) {
        return manager(id, skills, 1);
    }

    public static Manager manager(String id, Set<String> skills, int row) {
        return new Manager(new ManagerProfile(id, "o1", "Астана", "М. " + id, "", skills, row), Workload.initial(0));
    }

    public Manager manager(String id) {
        return rosters.load().managers().stream()
                .filter(manager -> manager.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public int load(String managerId) {
        return manager(managerId).assigned();
    }

    /// Begins to read the file of tickets of this run.
    public ImportFile beginFile(String run) {
        imports.create(IMPORT, start);
        return imports.begin(new ImportFile(
                IMPORT,
                run,
                "imports/" + IMPORT + "/tickets.csv",
                "etag",
                "01",
                start,
                Optional.empty(),
                ImportFile.State.READING,
                0,
                RowCounts.NONE,
                Optional.empty(),
                List.of(),
                start));
    }

    public void openWave() {
        waves.open(IMPORT, RUN, 0);
    }

    /// Opens the wave if it is not, and seals it: its file has no more rows.
    public void sealWave() {
        openWave();
        waves.seal(IMPORT, RUN, 0, RowCounts.NONE, start);
    }

    public static TicketContent content(String guid, String segment, String description) {
        return new TicketContent(guid, "", "", description, "", segment, Address.ofTown("Астана"));
    }

    /// Adds the ticket of this row of `events/tickets.csv`, which is NEW, to [#WAVE].
    public Ticket add(int row) {
        return add(row, row == 1 ? "VIP" : "Mass", "Не могу войти в приложение, помогите.");
    }

    public Ticket add(int row, String segment, String description) {
        return add(RUN, row, content(guid(row), segment, description));
    }

    /// Adds a NEW ticket of a client with this address to [#WAVE].
    public Ticket add(int row, Address address) {
        return add(RUN, row, new TicketContent(guid(row), "", "", "текст", "", "Mass", address));
    }

    /// Adds a NEW ticket to [#WAVE], in the next row.
    public Ticket add(String guid, String segment) {
        int row = dynamoDb.partition("WAVE#" + WAVE).size() + 1;
        return add(RUN, row, content(guid, segment, "текст"));
    }

    /// Adds a NEW ticket to the first wave of this run. A later row is so many seconds younger.
    public Ticket add(String run, int row, TicketContent content) {
        Origin origin = new Origin(Origin.CSV, IMPORT, run, row, start);
        return add(content, origin, WaveIds.ofRun(run, 0));
    }

    /// Adds a NEW ticket of this row, which came from no file, to a wave.
    public Ticket addTo(String wave, int row, String segment) {
        return add(content(guid(row), segment, "текст"), new Origin(Origin.CSV, "", "", row, start), wave);
    }

    private Ticket add(TicketContent content, Origin origin, String wave) {
        String id = Ids.ticket(content.clientGuid());
        Slot slot = Slot.pending(wave, origin.row(), id);
        tickets.addNew(List.of(Ticket.arriving(id, content, origin, 1, 1, start.plusSeconds(origin.row()), slot)));
        return find(id);
    }

    /// Gives the ticket other content, as a newer file does, so that it is NEW again with the next `rev`.
    public Ticket changeContent(Ticket ticket) {
        Origin newer = new Origin(Origin.CSV, IMPORT, "newer", 1, start.plusSeconds(60));
        Ticket replacement = Ticket.arriving(
                ticket.id(),
                content(ticket.content().clientGuid(), "Mass", "другой текст"),
                newer,
                ticket.rev() + 1,
                ticket.version() + 1,
                ticket.createdAt(),
                Slot.pending(WaveIds.ofRun("newer", 0), 1, ticket.id()));
        tickets.replace(stored(ticket.id()), replacement);
        return find(ticket.id());
    }

    public Ticket place(Ticket ticket) {
        return place(ticket, ASTANA);
    }

    public Ticket place(Ticket ticket, Place place) {
        tickets.place(ticket, place);
        return find(ticket.id());
    }

    /// Places the ticket and analyses it.
    public Ticket analyse(Ticket ticket) {
        return analyse(ticket, analysis());
    }

    /// Places the ticket and analyses it.
    public Ticket analyse(Ticket ticket, Analysis analysis) {
        tickets.analyse(place(ticket), analysis);
        return find(ticket.id());
    }

    public static Analysis analysis() {
        return Analyses.byRules(Category.CONSULTATION, 7, Language.RU);
    }

    public Ticket fail(Ticket ticket) {
        tickets.fail(ticket, new Failure("STUCK", "nothing came of it"));
        return find(ticket.id());
    }

    public Ticket close(Ticket ticket) {
        changes.close(ticket);
        return find(ticket.id());
    }

    /// Commits the plan that gives an analysed ticket to this manager.
    public Ticket assign(Ticket ticket, String managerId) {
        return assign(ticket, managerId, "План.");
    }

    /// As [#assign(Ticket, String)], with a reason to show.
    public Ticket assign(Ticket ticket, String managerId, String reason) {
        PlanChunk chunk = new PlanChunk(rosters.load().rev(), Manager::rev);
        Manager manager = manager(managerId);
        chunk.tryAddAssigned(
                ready(ticket),
                new Assignment(manager.id(), manager.name(), manager.officeId(), manager.officeName(), start, reason),
                Optional.empty(),
                "{\"rule\":\"NEAREST\"}",
                List.of(new ManagerUpdate(manager, 1, Set.of())),
                Optional.empty());
        return commit(chunk, ticket);
    }

    /// Commits the plan that finds no manager for an analysed ticket.
    public Ticket park(Ticket ticket) {
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
        if (!(plans.commit(chunk) instanceof PlanCommit.Done)) {
            throw new IllegalStateException("the plan lost a race");
        }
        return find(ticket.id());
    }

    /// @throws java.util.NoSuchElementException if there is no such ticket, or it is deleted
    public Ticket find(String id) {
        return tickets.find(id).orElseThrow();
    }

    public Ticket find(int row) {
        return find(id(row));
    }

    /// @return the ticket with what the table keeps beside it, also if it is deleted
    public StoredTicket stored(String id) {
        return Optional.ofNullable(tickets.findAll(List.of(id)).get(id)).orElseThrow();
    }

    /// Changes the ticket and leaves it as it was, except for its version.
    public void touch(String id) {
        changes.close(find(id));
        changes.reopen(find(id), waves.openLive(start));
    }

    /// Steps into the calls of a client of the table.
    public interface Interceptor {

        /// @param operation of DynamoDB, such as `query`
        /// @param answer asks the table
        /// @return what the client answers
        Object call(String operation, Object request, Callable<Object> answer) throws Exception;
    }

    /// @return the table as a function sees it whose client a test steps into
    public Table intercepted(Interceptor interceptor) {
        DynamoDbClient client = (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> interceptor.call(method.getName(), arguments[0], () -> {
                    try {
                        return method.invoke(dynamoDb, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception exception ? exception : e;
                    }
                }));
        return new Table(client, "table", time.execution());
    }

    /// @return whether the request is a query with all these values, such as a partition or a prefix
    public static boolean isQueryFor(Object request, String... values) {
        return request instanceof QueryRequest query
                && query.expressionAttributeValues().values().stream()
                        .map(AttributeValue::s)
                        .toList()
                        .containsAll(List.of(values));
    }

    /// Lets another writer be faster before each of the next transactions.
    ///
    /// @return how often that happened so far, one entry each
    public List<Integer> beforeEachTransaction(Runnable other) {
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
