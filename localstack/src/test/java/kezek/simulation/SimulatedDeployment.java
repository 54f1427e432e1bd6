package kezek.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kezek.api.ApiHandler;
import kezek.assign.AssignHandler;
import kezek.assign.SweeperHandler;
import kezek.classify.ClassifyHandler;
import kezek.execution.ExecutionContext;
import kezek.geocode.GeocodeHandler;
import kezek.ingest.ContinueHandler;
import kezek.ingest.Partitioning;
import kezek.ingest.UploadHandler;
import kezek.journal.JournalHandler;
import kezek.lambda.Settings;
import kezek.simulation.Scheduler.Invocation;
import kezek.simulation.Scheduler.Outcome;
import kezek.table.Table;
import kezek.testing.FakeDynamoDb;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// All functions with their event sources: bucket, queues, stream and schedule. Timeouts, visibility
/// timeouts and retries are those of template.yaml.
final class SimulatedDeployment {

    static final String API = "api";

    private static final int UPLOAD_ATTEMPTS = 3;
    private static final int BATCH = 10;

    /// Signs links to attachments. The simulation does not follow them.
    private static final S3Presigner NO_SIGNER = S3Presigner.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .build();

    private final Scheduler scheduler;
    private final Chaos chaos;
    private final SimulatedStream stream = new SimulatedStream();
    private final SimulatedS3 s3;
    private final SimulatedDynamoDb dynamoDb;
    private final Table table;
    private final List<Source> sources;
    private final RequestHandler<S3Event, Void> ingest;
    private final RequestHandler<ScheduledEvent, Void> sweeper;
    private final RequestHandler<DynamodbEvent, StreamsEventResponse> journal;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api;
    private final List<Upload> uploads = new ArrayList<>();
    private final List<Upload> failedUploads = new ArrayList<>();
    private boolean isSweeping;
    private boolean arePlannersHeld;

    /// A queue and the function behind it.
    private record Source(
            SimulatedQueue queue,
            Duration timeout,
            int concurrency,
            RequestHandler<SQSEvent, SQSBatchResponse> handler) {}

    private static final class Upload {

        private final S3Event event;
        private long dueMillis;
        private int attempts;

        Upload(S3Event event, long dueMillis) {
            this.event = event;
            this.dueMillis = dueMillis;
        }
    }

    SimulatedDeployment(FakeDynamoDb fake, Scheduler scheduler, Chaos chaos, Partitioning partitioning) {
        this.scheduler = scheduler;
        this.chaos = chaos;
        SimulatedQueue ingestQueue = new SimulatedQueue("ingest", Duration.ofSeconds(360));
        SimulatedQueue geocodeQueue = new SimulatedQueue("geocode", Duration.ofSeconds(60));
        SimulatedQueue classifyQueue = new SimulatedQueue("classify", Duration.ofSeconds(180));
        SimulatedQueue assignQueue = new SimulatedQueue("assign.fifo", Duration.ofSeconds(180));
        SimulatedSqs sqs =
                new SimulatedSqs(scheduler, chaos, List.of(ingestQueue, geocodeQueue, classifyQueue, assignQueue));
        ExecutionContext execution = scheduler.execution();
        Settings settings = settings();
        s3 = new SimulatedS3(scheduler, chaos);
        dynamoDb = new SimulatedDynamoDb(fake, scheduler, chaos);
        table = new Table(dynamoDb, "table", execution);
        ingest = new UploadHandler(settings, sqs, s3, table, partitioning, execution);
        sweeper = new SweeperHandler(settings, sqs, table, execution);
        journal = new JournalHandler(table, execution);
        api = new ApiHandler(settings, NO_SIGNER, sqs, table, execution);
        sources = List.of(
                new Source(
                        ingestQueue,
                        Duration.ofSeconds(60),
                        chaos.between(1, 3),
                        new ContinueHandler(settings, sqs, s3, table, partitioning, execution)),
                new Source(
                        geocodeQueue,
                        Duration.ofSeconds(10),
                        chaos.between(1, 4),
                        new GeocodeHandler(settings, sqs, table, execution)),
                new Source(
                        classifyQueue,
                        Duration.ofSeconds(30),
                        chaos.between(1, 4),
                        new ClassifyHandler(settings, sqs, table, execution)),
                new Source(assignQueue, Duration.ofSeconds(30), 1, new AssignHandler(settings, sqs, table, execution)));
    }

    private static Settings settings() {
        return new Settings(Map.of(
                "BUCKET_NAME", "bucket",
                "GEOCODER", "gazetteer",
                "INGEST_QUEUE_URL", "ingest",
                "GEOCODE_QUEUE_URL", "geocode",
                "CLASSIFY_QUEUE_URL", "classify",
                "ASSIGN_QUEUE_URL", "assign.fifo",
                "MAX_RECEIVE_COUNT", Integer.toString(SimulatedQueue.MAX_RECEIVES),
                "STILL_WAVE", "PT5M"));
    }

    SimulatedS3 s3() {
        return s3;
    }

    SimulatedStream stream() {
        return stream;
    }

    /// The table as functions see it, for calls of the API.
    Table table() {
        return table;
    }

    /// Sends the event of an uploaded object.
    void announceObject(S3Event event) {
        long now = scheduler.nowMillis();
        boolean isLate = chaos.strikes(Fault.LATE_UPLOAD_EVENT);
        uploads.add(new Upload(event, isLate ? now + chaos.between(1_000, 600_000) : now));
        if (chaos.strikes(Fault.DUPLICATE_UPLOAD_EVENT)) {
            uploads.add(new Upload(event, now + chaos.between(0, 120_000)));
        }
    }

    /// @return all deliveries that are possible now
    List<Runnable> deliveries() {
        List<Runnable> deliveries = new ArrayList<>();
        uploads.stream()
                .filter(upload -> upload.dueMillis <= scheduler.nowMillis())
                .forEach(upload -> deliveries.add(() -> deliver(upload)));
        sources.stream()
                .filter(source -> isFree(source) && source.queue().hasVisible(scheduler.nowMillis()))
                .forEach(source -> deliveries.add(() -> deliver(source)));
        stream.lanes().stream()
                .filter(SimulatedStream.Lane::isReady)
                .forEach(lane -> deliveries.add(() -> deliver(lane)));
        return deliveries;
    }

    private boolean isFree(Source source) {
        if (source.queue().isFifo() && arePlannersHeld) {
            return false;
        }
        return scheduler.running().stream()
                        .filter(invocation ->
                                invocation.name().startsWith(source.queue().name()))
                        .count()
                < source.concurrency();
    }

    private void deliver(Upload upload) {
        uploads.remove(upload);
        upload.attempts++;
        invoke("upload", Duration.ofSeconds(60), ingest, upload.event, outcome -> {
            if (!(outcome instanceof Outcome.Answered)) {
                upload.dueMillis = scheduler.nowMillis() + 60_000L * upload.attempts;
                (upload.attempts < UPLOAD_ATTEMPTS ? uploads : failedUploads).add(upload);
            }
        });
    }

    private void deliver(Source source) {
        List<SQSMessage> batch = source.queue().receive(chaos.between(1, BATCH), chaos, scheduler.nowMillis());
        if (chaos.strikes(Fault.LOST_MESSAGE)) {
            source.queue().delete(ids(batch));
            return;
        }
        if (chaos.strikes(Fault.DROPPED_DELIVERY)) {
            return;
        }
        deliver(source, batch);
        for (int more = 0; more < 3; more++) {
            if (chaos.strikes(source.queue().isFifo() ? Fault.OVERTAKING_HINT : Fault.DUPLICATE_MESSAGE)) {
                deliver(source, source.queue().receiveDuplicate(chaos));
            }
        }
    }

    private void deliver(Source source, List<SQSMessage> batch) {
        SQSEvent event = new SQSEvent();
        event.setRecords(batch);
        invoke(source.queue().name(), source.timeout(), source.handler(), event, outcome -> {
            if (outcome instanceof Outcome.Answered(Object answer)) {
                Set<String> handled = ids(batch);
                ((SQSBatchResponse) answer)
                        .getBatchItemFailures()
                        .forEach(failure -> handled.remove(failure.getItemIdentifier()));
                source.queue().delete(handled);
            }
        });
    }

    private static Set<String> ids(List<SQSMessage> batch) {
        return batch.stream().map(SQSMessage::getMessageId).collect(Collectors.toCollection(HashSet::new));
    }

    private void deliver(SimulatedStream.Lane lane) {
        DynamodbEvent event = lane.take(chaos);
        invoke("journal", Duration.ofSeconds(30), journal, event, outcome -> {
            if (outcome instanceof Outcome.Answered(Object answer) && !chaos.strikes(Fault.DUPLICATE_STREAM_BATCH)) {
                lane.checkpoint(
                        event,
                        ((StreamsEventResponse) answer)
                                .getBatchItemFailures().stream()
                                        .map(BatchItemFailure::getItemIdentifier)
                                        .findFirst());
            } else {
                lane.release();
            }
        });
    }

    /// Sends a request to the API and ignores its answer.
    void request(String method, String path, String body) {
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath(path)
                .withHeaders(Map.of("content-type", "application/json"))
                .withBody(body)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRequestId("request")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(method)
                                .withPath(path)
                                .build())
                        .build())
                .build();
        invoke(API, Duration.ofSeconds(29), api, event, outcome -> {});
    }

    /// Holds hints until [#planAtOnce].
    void holdPlanners() {
        arePlannersHeld = true;
    }

    /// Delivers hints again, one at a time.
    void releasePlanners() {
        arePlannersHeld = false;
    }

    /// Starts this number of planners at the same time. Each has a hint for one of these waves, as if
    /// every hint had its own message group.
    void planAtOnce(int planners, List<String> waves) {
        arePlannersHeld = false;
        Source source = sources.getLast();
        for (int number = 0; number < planners; number++) {
            deliver(source, source.queue().hint(waves.get(number % waves.size()), number));
        }
    }

    /// @return number of planners that lost a race
    int losers() {
        return dynamoDb.losers();
    }

    /// Runs the sweeper, and nothing else until it has ended.
    void sweep() {
        if (!isSweeping) {
            isSweeping = true;
            invoke("sweeper", Duration.ofSeconds(55), sweeper, new ScheduledEvent(), outcome -> isSweeping = false);
        }
    }

    private <E, A> void invoke(
            String name, Duration timeout, RequestHandler<E, A> handler, E event, Consumer<Outcome> onEnd) {
        scheduler.invoke(name, timeout, invocation -> answer(handler, event, new SimulatedContext(invocation)), onEnd);
    }

    private static <E, A> Object answer(RequestHandler<E, A> handler, E event, SimulatedContext context) {
        A answer = handler.handleRequest(event, context);
        return answer == null ? "nothing" : answer;
    }

    /// Ends all environments of one function.
    void restartOne() {
        List<Invocation> running = scheduler.running();
        if (!running.isEmpty()) {
            String function = chaos.oneOf(running).name();
            running.stream()
                    .filter(invocation -> invocation.name().equals(function))
                    .forEach(invocation -> invocation.kill("restart"));
        }
    }

    /// Redrives all dead letters, as an operator would.
    void redrive() {
        sources.forEach(source -> source.queue().redrive(scheduler.nowMillis()));
        failedUploads.forEach(upload -> {
            upload.attempts = 0;
            upload.dueMillis = scheduler.nowMillis();
        });
        uploads.addAll(failedUploads);
        failedUploads.clear();
    }

    boolean isAtRest() {
        return scheduler.running().isEmpty()
                && uploads.isEmpty()
                && stream.isEmpty()
                && sources.stream().allMatch(source -> source.queue().isEmpty());
    }

    /// @return the time of the next delivery or retry that waits
    OptionalLong nextDue() {
        long now = scheduler.nowMillis();
        return Stream.of(
                        uploads.stream().mapToLong(upload -> upload.dueMillis).filter(due -> due > now),
                        sources.stream()
                                .map(source -> source.queue().nextChange(now))
                                .flatMapToLong(OptionalLong::stream),
                        scheduler.nextWake().stream())
                .flatMapToLong(LongStream::sequential)
                .min();
    }
}
