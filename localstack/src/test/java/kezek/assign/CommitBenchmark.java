package kezek.assign;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import kezek.benchmark.Sizes;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.Office;
import kezek.domain.Origin;
import kezek.domain.Place;
import kezek.domain.Precision;
import kezek.domain.Sentiment;
import kezek.domain.Slot;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.domain.Ticket;
import kezek.domain.TicketContent;
import kezek.localstack.emulators.DynamoDbEmulator;
import kezek.localstack.emulators.Endpoints;
import kezek.localstack.emulators.Provisioner;
import kezek.localstack.template.Deployment;
import kezek.localstack.template.Template;
import kezek.localstack.template.TemplateReader;
import kezek.routing.Decision;
import kezek.routing.Planner;
import kezek.routing.RoutableTicket;
import kezek.rules.RulesFile;
import kezek.store.RosterSnapshot;
import kezek.store.RosterStore;
import kezek.store.Table;
import kezek.store.TicketStore;
import kezek.store.WaveIds;
import kezek.store.WaveStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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

/// How long the commit of a plan takes on DynamoDB Local, per ticket: in chunks, as assign does it, and
/// with a transaction for each ticket. Beside them what the emulator itself can do: the transactions of
/// the chunks made beforehand, and bare ones, each with as many puts of the smallest items as the chunk
/// has actions.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 8)
@Measurement(iterations = 12)
public class CommitBenchmark {

    private static final int TICKETS = 450;
    private static final int MANAGERS = 51;
    private static final String IMPORT = "benchmark";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Path TEMPLATE = Path.of(System.getProperty("kezek.template", "template.yaml"));

    private DynamoDbEmulator emulator;
    private DynamoDbClient client;
    private String tableName;
    private Table table;
    private int round;
    private TicketStore tickets;
    private Situation situation;
    private List<Decision> decisions;
    private List<TransactWriteItemsRequest> sameTransactions;
    private List<TransactWriteItemsRequest> bareTransactions;

    @Setup(Level.Trial)
    public void start() throws Exception {
        Template template = TemplateReader.read(
                TEMPLATE, Deployment.LOCAL, Map.of("JwtIssuer", "https://issuer.invalid", "JwtAudience", "nobody"));
        tableName = template.tables().values().iterator().next().name();
        emulator = DynamoDbEmulator.start(null);
        Endpoints endpoints = new Endpoints(
                template.deployment().region(), emulator.endpoint(), emulator.endpoint(), emulator.endpoint());
        client = endpoints.newDynamoDb();
        new Provisioner(template).createTables(client);
        table = new Table(client, tableName);
        tickets = new TicketStore(table);
        publishRoster(new RosterStore(table));
    }

    @TearDown(Level.Trial)
    public void stop() {
        client.close();
        emulator.close();
    }

    /// A wave of analysed tickets and its plan.
    @Setup(Level.Invocation)
    public void fill() {
        round++;
        List<RoutableTicket> contents = Sizes.tickets("round " + round, TICKETS);
        for (int from = 0; from < TICKETS; from += TicketStore.MAX_NEW_TICKETS) {
            tickets.addNew(contents.subList(from, from + TicketStore.MAX_NEW_TICKETS).stream()
                    .map(this::newTicket)
                    .toList());
        }
        contents.forEach(this::analyse);

        RosterSnapshot roster = new RosterStore(table).load();
        situation = new Situation(roster, new WaveStore(table).ready(wave()));
        decisions = new Planner(RulesFile.standard()).plan(situation.tickets(), situation.roster());
        sameTransactions = recorded(roster);
        bareTransactions = sameTransactions.stream().map(this::bare).toList();
    }

    private String wave() {
        return WaveIds.ofRun("run" + round, 0);
    }

    private List<TransactWriteItemsRequest> recorded(RosterSnapshot roster) {
        Recorder recorder = new Recorder();
        Situation copy = new Situation(roster, new WaveStore(table).ready(wave()));
        new PlanCommitter(new TicketStore(new Table(recorder, tableName)), copy, Clock.systemUTC())
                .commit(decisions, () -> false);
        return recorder.requests;
    }

    private static void publishRoster(RosterStore rosters) {
        List<Office> offices = Sizes.offices(15);
        rosters.beginLoading("roster", NOW);
        offices.forEach(office -> rosters.save(office, NOW));
        Sizes.managers(MANAGERS, offices).forEach(manager -> rosters.save(manager, NOW));
        rosters.finishLoading("roster");
    }

    private Ticket newTicket(RoutableTicket content) {
        return new Ticket(
                content.id(),
                new TicketContent(
                        content.id(),
                        "Женский",
                        "1990-05-17",
                        "После обновления приложение не открывается, а перевод списан дважды.",
                        "",
                        content.segment(),
                        new Address("Казахстан", "Акмолинская", "Астана", "Мира", "1")),
                new Origin("csv", IMPORT, "run" + round, content.row(), NOW),
                1,
                1,
                Stage.NEW,
                Status.OPEN,
                NOW,
                Optional.of(Slot.pending(wave(), content.row(), content.id())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void analyse(RoutableTicket content) {
        Ticket added = tickets.find(content.id()).orElseThrow();
        Place place = content.point()
                .<Place>map(point -> new Place.Located(point, Precision.TOWN, "benchmark", "Астана"))
                .orElseGet(() -> new Place.Unknown("benchmark"));
        tickets.place(added, place);
        tickets.analyse(
                tickets.find(content.id()).orElseThrow(),
                new Analysis(
                        content.category(),
                        Sentiment.NEUTRAL,
                        content.priority(),
                        content.language(),
                        "Приложение не открывается. Проверить перевод и ответить.",
                        Analysis.RULES,
                        "",
                        false));
    }

    @Benchmark
    @OperationsPerInvocation(TICKETS)
    public void chunked() {
        if (!(new PlanCommitter(tickets, situation, Clock.systemUTC()).commit(decisions, () -> false)
                instanceof PlanCommitter.Result.AllCommitted)) {
            throw new IllegalStateException("a race was lost that nobody ran");
        }
    }

    @Benchmark
    @OperationsPerInvocation(TICKETS)
    public void onePerTicket() {
        PlanCommitter committer = new PlanCommitter(tickets, situation, Clock.systemUTC());
        for (Decision decision : decisions) {
            if (!(committer.commit(List.of(decision), () -> false) instanceof PlanCommitter.Result.AllCommitted)) {
                throw new IllegalStateException("a race was lost that nobody ran");
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(TICKETS)
    public void bareTransactions() {
        bareTransactions.forEach(client::transactWriteItems);
    }

    @Benchmark
    @OperationsPerInvocation(TICKETS)
    public void sameTransactions() {
        sameTransactions.forEach(client::transactWriteItems);
    }

    /// As many actions, each the put of a small new item.
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

    /// Takes every transaction and does nothing.
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
