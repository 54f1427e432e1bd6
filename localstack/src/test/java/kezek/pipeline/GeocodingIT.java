package kezek.pipeline;

import static kezek.local.Eventually.eventually;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.geocode.GeocodeHandler;
import kezek.local.LocalDeploymentOptions;
import kezek.local.TestFunctions;
import kezek.local.lambda.InProcessHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Replaces Nominatim by a server that records the times of requests. The deployment is that of
/// template.yaml except for what a test changes.
class GeocodingIT {

    private static final int ENVIRONMENTS = 20;
    private static final int TICKETS = 50;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String HEADER =
            "GUID клиента,Пол клиента,Дата рождения,Описание,Вложения,Сегмент клиента,Страна,Область,Населённый пункт,Улица,Дом\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<String> questions = new ConcurrentLinkedQueue<>();
    private final Set<String> agents = ConcurrentHashMap.newKeySet();
    private volatile boolean isDown;
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/search", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrivals.add(System.nanoTime());
        questions.add(URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
        agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
        byte[] body = "[{\"lat\": \"43.45\", \"lon\": \"78.65\", \"addresstype\": \"village\", \"name\": \"Ауыл\"}]"
                .getBytes(StandardCharsets.UTF_8);
        if (isDown) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /// Twenty environments receive fifty tickets of as many unknown villages at the same time. Each
    /// message may be received only once: if waiting counted as an attempt, nearly all messages would end
    /// in the dead-letter queue. No environment begins before all twenty have started, because otherwise
    /// the fastest ones would do all the work.
    @Test
    void twentyEnvironmentsAtOnce_keepTheRate_andNoTicketFailsOfWaiting() throws IOException {
        CountDownLatch started = new CountDownLatch(ENVIRONMENTS);
        LocalDeploymentOptions options = options(1)
                .withMaxEnvironments(ENVIRONMENTS)
                .inProcess(function -> function.id().equals("GeocodeFunction")
                        ? new StartsTogether(function.environment(), started)
                        : InProcessHost.fromClassPath(function));
        try (Pipeline pipeline = Pipeline.start(options)) {
            pipeline.put("imports/rate/tickets.csv", tickets(TICKETS, ""));

            eventually(
                    TICKETS + " tickets are through",
                    Duration.ofSeconds(4 * TICKETS),
                    () -> inStage(pipeline, "ANALYSED").size() == TICKETS
                            || !failed(pipeline).isEmpty());

            assertThat(failed(pipeline)).isEmpty();
            assertThat(inStage(pipeline, "ANALYSED"))
                    .allSatisfy(ticket -> assertThat(source(ticket)).isEqualTo("nominatim"));
            assertThat(started.getCount()).isZero();
            assertThat(questions).hasSize(TICKETS).doesNotHaveDuplicates();
            assertThat(agents).containsExactly("kezek-test (ops@example.org)");
            assertThatRateIsKept(pipeline);
        }
    }

    /// The slots are at least a second apart, and each is taken once. Requests follow them with the delay
    /// of the machine. With 1.1 s between slots there is half a second of margin in five seconds or more.
    /// In a shorter interval there may be one request more.
    private void assertThatRateIsKept(Pipeline pipeline) {
        List<Long> slots = slots(pipeline);
        assertThat(slots).hasSizeGreaterThanOrEqualTo(TICKETS);
        assertThat(IntStream.range(1, slots.size()).mapToLong(i -> slots.get(i) - slots.get(i - 1)))
                .allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(1_000));
        List<Long> at = arrivals.stream().sorted().toList();
        for (int seconds = 1; seconds <= 40; seconds++) {
            long window = Duration.ofSeconds(seconds).toNanos();
            for (long start : at) {
                assertThat(at.stream()
                                .filter(moment -> moment >= start && moment < start + window)
                                .count())
                        .as("requests within %d s", seconds)
                        .isLessThanOrEqualTo(seconds + (seconds < 5 ? 2L : 1L));
            }
        }
    }

    /// @return the time of each next request, in milliseconds, from the changes of its item in the stream
    private static List<Long> slots(Pipeline pipeline) {
        String table = pipeline.stack().tableName();
        String stream = pipeline.stack()
                .dynamoDb()
                .describeTable(request -> request.tableName(table))
                .table()
                .latestStreamArn();
        try (DynamoDbStreamsClient streams = pipeline.stack().endpoints().newDynamoDbStreams()) {
            return streams.describeStream(request -> request.streamArn(stream)).streamDescription().shards().stream()
                    .map(shard -> streams.getShardIterator(request -> request.streamArn(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON)))
                    .flatMap(iterator -> records(streams, iterator.shardIterator()))
                    .filter(record -> text(record.dynamodb().keys(), "PK").equals("RATE#nominatim"))
                    .map(record -> record.dynamodb().newImage())
                    .filter(image -> image.containsKey("nextAt"))
                    .map(image -> Long.parseLong(image.get("nextAt").n()))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /// An open shard has no end, so the first empty page is the last.
    private static Stream<Record> records(DynamoDbStreamsClient streams, String iterator) {
        GetRecordsResponse page = streams.getRecords(request -> request.shardIterator(iterator));
        return page.records().isEmpty() || page.nextShardIterator() == null
                ? page.records().stream()
                : Stream.concat(page.records().stream(), records(streams, page.nextShardIterator()));
    }

    @Test
    void outage_leavesTheRegion_orFailsTheTicketAtLast_andTakesNoHub() throws IOException {
        isDown = true;
        try (Pipeline pipeline = Pipeline.start(options(2).inProcess())) {
            pipeline.put("imports/region/tickets.csv", tickets(1, "Алматинская область"));
            eventually(
                    "the region has to do", () -> !inStage(pipeline, "ANALYSED").isEmpty());
            pipeline.put("imports/nothing/tickets.csv", tickets(2, ""));

            eventually("both failed", DEADLINE, () -> failed(pipeline).size() == 2);
            assertThat(failed(pipeline)).allSatisfy(ticket -> {
                assertThat(ticket.get("problem").m().get("code").s()).isEqualTo("GEOCODER_UNREACHABLE");
                assertThat(ticket).doesNotContainKey("place");
            });
            assertThat(inStage(pipeline, "ANALYSED")).singleElement().satisfies(ticket -> {
                assertThat(source(ticket)).isEqualTo("gazetteer-degraded");
                assertThat(ticket.get("place").m().get("precision").s()).isEqualTo("REGION");
            });
            assertThat(pipeline.items().like("PLACE#", "PLACE")).isEmpty();
            assertThat(pipeline.items().like("ROSTER", "HUB"))
                    .allSatisfy(hub -> assertThat(number(hub, "n")).isZero());
            assertThat(arrivals).hasSizeLessThan(6);
        }
    }

    @Test
    void outageThatEnds_isNotNoticedInTheTicket() throws IOException {
        isDown = true;
        try (Pipeline pipeline = Pipeline.start(options(5).inProcess())) {
            pipeline.put("imports/short/tickets.csv", tickets(3, ""));
            eventually("the server was asked", () -> !arrivals.isEmpty());

            isDown = false;

            eventually(
                    "all are placed",
                    Duration.ofSeconds(60),
                    () -> inStage(pipeline, "ANALYSED").size() == 3);
            assertThat(inStage(pipeline, "ANALYSED"))
                    .allSatisfy(ticket -> assertThat(source(ticket)).isEqualTo("nominatim"));
        }
    }

    @Test
    void fileOfVillagesInTheBucket_isReadWhenTheFunctionStarts() throws IOException {
        Path file = ROOT.resolve("shared/places/src/test/resources/kezek/places/geonames/KZ.txt");
        try (Pipeline pipeline = Pipeline.start(LocalDeploymentOptions::inProcess)) {
            pipeline.put("gazetteer/KZ.txt", file);
            String uri = "s3://" + pipeline.stack().bucketName() + "/gazetteer/KZ.txt";

            assertThat(geocode(pipeline, uri)).isInstanceOf(GeocodeHandler.class);
            assertThatThrownBy(() -> geocode(pipeline, uri + "x")).rootCause().isInstanceOf(NoSuchKeyException.class);
            assertThatThrownBy(() -> geocode(pipeline, uri + "x"))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("GAZETTEER_URI")
                    .hasMessageContaining(uri + "x");
        }
    }

    private static Object geocode(Pipeline pipeline, String gazetteer) {
        return InProcessHost.fromClassPath(TestFunctions.localised(
                pipeline.stack(),
                pipeline.stack().template().function("GeocodeFunction"),
                Map.of("GEOCODER", "gazetteer", "GAZETTEER_URI", gazetteer)));
    }

    /// Writes tickets of different villages that the gazetteer does not know.
    private Path tickets(int count, String region) throws IOException {
        String rows = IntStream.range(0, count)
                .mapToObj(i -> "%s,,,Здравствуйте! Как открыть счёт?,,Mass,Казахстан,%s,с. Неведомое-%s,Тайная,3\n"
                        .formatted(UUID.randomUUID(), region, "абвгдежзик".charAt(i % 10) + "о".repeat(1 + i / 10)))
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve("tickets.csv"), HEADER + rows);
    }

    /// @param attempts the limit of receives of geocode's messages
    private LocalDeploymentOptions options(int attempts) throws IOException {
        String template = Files.readString(ROOT.resolve("template.yaml"));
        String geocode = section(template, "GeocodeFunction");
        String queue = section(template, "GeocodeQueue");
        String changed = template.replace(
                        geocode,
                        changed(geocode, "MAX_RECEIVE_COUNT: 5", "MAX_RECEIVE_COUNT: " + attempts)
                                .replace("BatchSize: 10", "BatchSize: 2")
                                .replace("MaximumConcurrency: 10", "MaximumConcurrency: " + ENVIRONMENTS))
                .replace(queue, changed(queue, "maxReceiveCount: 5", "maxReceiveCount: " + attempts));
        return Pipeline.options(Files.writeString(folder.resolve("template.yaml"), changed))
                .withEnvironment("GEOCODER", "nominatim")
                .withEnvironment("GEOCODER_USER_AGENT", "kezek-test (ops@example.org)")
                .withEnvironment("NOMINATIM_URL", uri().toString());
    }

    private static String section(String template, String resource) {
        int start = template.indexOf("\n  " + resource + ":");
        return template.substring(start, template.indexOf("\n\n", start));
    }

    private static String changed(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// A geocode function that answers no call before every other environment has one.
    private static final class StartsTogether implements RequestHandler<SQSEvent, SQSBatchResponse> {

        private final GeocodeHandler handler;
        private final CountDownLatch started;
        private final AtomicBoolean isFirst = new AtomicBoolean(true);

        StartsTogether(Map<String, String> environment, CountDownLatch started) {
            this.handler = new GeocodeHandler(environment);
            this.started = started;
        }

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            if (isFirst.getAndSet(false)) {
                started.countDown();
            }
            try {
                if (!started.await(context.getRemainingTimeInMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(started.getCount() + " environments have no call");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return handler.handleRequest(event, context);
        }
    }

    private static List<Map<String, AttributeValue>> inStage(Pipeline pipeline, String stage) {
        return pipeline.items().tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals(stage))
                .toList();
    }

    private static List<Map<String, AttributeValue>> failed(Pipeline pipeline) {
        return inStage(pipeline, "FAILED");
    }

    private static String source(Map<String, AttributeValue> ticket) {
        return ticket.get("place").m().get("source").s();
    }
}
