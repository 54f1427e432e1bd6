package kezek.assign;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import kezek.benchmark.Sizes;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.Edition;
import kezek.domain.Language;
import kezek.domain.Office;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Precision;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.local.LocalDeployment;
import kezek.local.LocalDeploymentOptions;
import kezek.local.emulators.DynamoDbEmulator;
import kezek.local.emulators.Endpoints;
import kezek.local.emulators.Provisioner;
import kezek.local.template.Deployment;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import kezek.planning.PlanStore;
import kezek.roster.RosterStore;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.routing.RoutingAttribute;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.testing.Analyses;
import kezek.tickets.TicketStore;
import kezek.waves.WaveIds;
import kezek.waves.WaveStore;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/// The cost of committing a plan: in chunks, as assign does it, and with one transaction per ticket. For
/// comparison it measures what the emulator can do: the prepared transactions of the chunks, and bare
/// transactions that put as many small items as a chunk has actions.
///
/// It runs on DynamoDB Local alone and on the DynamoDB of the embedded stack, where the journal follows
/// every write.
///
/// Every round runs all four variants, each time in another order, and times each of them separately, so
/// that other load on the machine affects all of them alike. The figures are sums over the rounds.
/// Compare them as ratios.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4)
@Measurement(iterations = 12)
public class CommitBenchmark {

    /// Ten full chunks. A wave has up to 5,000 rows.
    private static final int TICKETS = 450;
    private static final int MANAGERS = 51;
    private static final String IMPORT = "benchmark";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, String> PARAMETERS =
            Map.of("JwtIssuer", "https://issuer.invalid", "JwtAudience", "nobody");
    private static final Path TEMPLATE = Path.of(System.getProperty("kezek.template", "template.yaml"));

    @Param
    private Where where;

    private AutoCloseable running;
    private DynamoDbClient client;
    private String tableName;
    private Table table;
    private TicketStore tickets;
    private PlanStore plans;
    private int round;

    /// The DynamoDB that holds the table.
    public enum Where {
        DYNAMODB_LOCAL,
        EMBEDDED_STACK
    }

    /// Microseconds for the tickets of all rounds.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Micros {
        public long chunked;
        public long onePerTicket;
        public long sameTransactions;
        public long bareTransactions;
    }

    @Setup(Level.Trial)
    public void start() throws Exception {
        client = switch (where) {
            case DYNAMODB_LOCAL -> startDynamoDbLocal();
            case EMBEDDED_STACK -> startStack();
        };
        table = new Table(client, tableName);
        tickets = new TicketStore(table);
        plans = new PlanStore(table);
        publishRoster(new RosterStore(table));
    }

    private DynamoDbClient startDynamoDbLocal() throws Exception {
        Template template = TemplateReader.read(TEMPLATE, Deployment.LOCAL, PARAMETERS);
        DynamoDbEmulator emulator = DynamoDbEmulator.start(null);
        running = emulator;
        tableName = template.tables().values().iterator().next().name();
        Endpoints endpoints = new Endpoints(
                template.deployment().region(), emulator.endpoint(), emulator.endpoint(), emulator.endpoint());
        DynamoDbClient made = endpoints.newDynamoDb();
        new Provisioner(template).createTables(made);
        return made;
    }

    private DynamoDbClient startStack() {
        LocalDeploymentOptions options = LocalDeploymentOptions.of(TEMPLATE);
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            options = options.withParameter(parameter.getKey(), parameter.getValue());
        }
        LocalDeployment stack = LocalDeployment.start(options);
        running = stack;
        tableName = stack.tableName();
        return stack.endpoints().newDynamoDb();
    }

    @TearDown(Level.Trial)
    public void stop() throws Exception {
        client.close();
        running.close();
    }

    @Benchmark
    public void commit(Micros micros) {
        List<Runnable> ways = new ArrayList<>(List.of(
                () -> micros.chunked += chunked(),
                () -> micros.onePerTicket += onePerTicket(),
                () -> micros.sameTransactions += sameTransactions(),
                () -> micros.bareTransactions += bareTransactions()));
        Collections.rotate(ways, round);
        ways.forEach(Runnable::run);
    }

    private long chunked() {
        Planned planned = newPlan();
        PlanCommitter committer = new PlanCommitter(plans, planned.planningState(), Clock.systemUTC());
        return micros(() -> commitAll(committer, planned.decisions()));
    }

    private long onePerTicket() {
        Planned planned = newPlan();
        PlanCommitter committer = new PlanCommitter(plans, planned.planningState(), Clock.systemUTC());
        return micros(() -> planned.decisions().forEach(decision -> commitAll(committer, List.of(decision))));
    }

    private long sameTransactions() {
        List<TransactWriteItemsRequest> transactions = recorded(newPlan());
        return micros(() -> transactions.forEach(client::transactWriteItems));
    }

    private long bareTransactions() {
        List<TransactWriteItemsRequest> transactions =
                recorded(newPlan()).stream().map(this::bare).toList();
        return micros(() -> transactions.forEach(client::transactWriteItems));
    }

    private static void commitAll(PlanCommitter committer, List<Decision> decisions) {
        if (!(committer.commit(decisions, () -> false) instanceof PlanCommitter.Result.AllCommitted)) {
            throw new IllegalStateException("a race was lost without a competitor");
        }
    }

    private static long micros(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1_000;
    }

    private record Planned(PlanningState planningState, List<Decision> decisions) {}

    /// Creates a wave of analysed tickets and its plan.
    private Planned newPlan() {
        round++;
        List<Ticket> added = Sizes.tickets("round " + round, TICKETS).stream()
                .map(this::ticket)
                .toList();
        for (int from = 0; from < TICKETS; from += TicketStore.MAX_NEW_TICKETS) {
            tickets.addNew(added.subList(from, from + TicketStore.MAX_NEW_TICKETS));
        }
        for (Ticket ticket : added) {
            tickets.place(ticket, ticket.place().orElseThrow());
            tickets.analyse(ticket, ticket.analysis().orElseThrow());
        }
        PlanningState planningState =
                new PlanningState(new RosterStore(table).load(), new WaveStore(table).ready(wave()));
        return new Planned(
                planningState, new Planner(RulesFile.standard()).plan(planningState.tickets(), planningState.roster()));
    }

    private String wave() {
        return WaveIds.ofRun("run" + round, 0);
    }

    private List<TransactWriteItemsRequest> recorded(Planned planned) {
        Recorder recorder = new Recorder();
        PlanStore store = new PlanStore(new Table(recorder, tableName));
        commitAll(new PlanCommitter(store, planned.planningState(), Clock.systemUTC()), planned.decisions());
        return recorder.requests;
    }

    private static void publishRoster(RosterStore rosters) {
        List<Office> offices = Sizes.offices(15);
        rosters.beginLoading("roster", NOW);
        offices.forEach(office -> rosters.save(office, new Edition(NOW, "")));
        Sizes.managers(MANAGERS, offices).forEach(manager -> rosters.save(manager, new Edition(NOW, "")));
        rosters.finishLoading("roster");
    }

    private Ticket ticket(RoutableTicket content) {
        Place place = content.point()
                .<Place>map(point -> new Place.Located(point, Precision.TOWN, "benchmark", "Астана"))
                .orElseGet(() -> new Place.Unknown("benchmark"));
        Analysis analysis = Analyses.byRules(
                content.attributes().category().orElseThrow(),
                content.priority(),
                Language.valueOf(content.attributes().text(RoutingAttribute.LANGUAGE)),
                "Приложение не открывается. Проверить перевод и ответить.");
        return new Ticket(
                content.id(),
                new TicketContent(
                        content.id(),
                        "Женский",
                        "1990-05-17",
                        "После обновления приложение не открывается, а перевод списан дважды.",
                        "",
                        content.attributes().text(RoutingAttribute.SEGMENT),
                        new Address("Казахстан", "Акмолинская", "Астана", "Мира", "1")),
                new Origin("csv", IMPORT, "run" + round, content.row(), NOW),
                1,
                1,
                Stage.NEW,
                Status.OPEN,
                NOW,
                Optional.of(Slot.pending(wave(), content.row(), content.id())),
                Optional.of(place),
                Optional.of(analysis),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Returns a request with as many actions, each of which puts a small new item.
    private TransactWriteItemsRequest bare(TransactWriteItemsRequest request) {
        return TransactWriteItemsRequest.builder()
                .transactItems(request.transactItems().stream()
                        .map(action -> TransactWriteItem.builder()
                                .put(put -> put.tableName(tableName)
                                        .item(Map.of(
                                                "PK",
                                                AttributeValue.fromS(
                                                        UUID.randomUUID().toString()),
                                                "SK",
                                                AttributeValue.fromS("BARE"))))
                                .build())
                        .toList())
                .build();
    }

    /// Records every transaction and does nothing.
    private static final class Recorder implements DynamoDbClient {

        private final List<TransactWriteItemsRequest> requests = new ArrayList<>();

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            requests.add(request);
            return TransactWriteItemsResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
