package kezek.pipeline;

import static kezek.local.Eventually.eventually;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import kezek.local.TestFunctions;
import kezek.local.lambda.InProcessHost;
import kezek.local.lambda.LocalFunction;
import kezek.testing.FakeContext;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A deployment in which the test delivers the events of bucket, queues and schedule itself, in any order
/// and any number of times. The journal and the API run as usual.
final class ManualDelivery implements AutoCloseable {

    static final String INGEST = "IngestFunction";
    static final String GEOCODE = "GeocodeFunction";
    static final String CLASSIFY = "ClassifyFunction";
    static final String ASSIGN = "AssignFunction";

    private static final Map<String, String> QUEUES =
            Map.of(GEOCODE, "GeocodeQueue", CLASSIFY, "ClassifyQueue", ASSIGN, "AssignQueue");

    private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();
    private final Map<String, Queue<SQSMessage>> messages = new ConcurrentHashMap<>();
    private final Queue<S3Event> uploads = new ConcurrentLinkedQueue<>();
    private final Map<String, RequestHandler<SQSEvent, SQSBatchResponse>> handlers = new HashMap<>();
    private final UnaryOperator<LocalFunction> change;
    private final Pipeline pipeline;

    private ManualDelivery(UnaryOperator<LocalFunction> change) {
        this.change = change;
        this.pipeline = Pipeline.start(options -> options.inProcess(this::handler));
        functions.putAll(localFunctions());
    }

    static ManualDelivery start() {
        return start(UnaryOperator.identity());
    }

    /// @param change of the functions that the test calls, e.g. of their environment
    static ManualDelivery start(UnaryOperator<LocalFunction> change) {
        return new ManualDelivery(change);
    }

    private Map<String, LocalFunction> localFunctions() {
        Map<String, LocalFunction> found = new HashMap<>();
        for (var function : pipeline.stack().template().functions().values()) {
            found.put(
                    function.logicalId(),
                    TestFunctions.localised(pipeline.stack(), function, Map.of("GEOCODER", "gazetteer")));
        }
        return found;
    }

    private Object handler(LocalFunction function) {
        return switch (function.id()) {
            case INGEST -> new UploadKeeper();
            case GEOCODE, CLASSIFY, ASSIGN, "IngestMoreFunction" -> new MessageKeeper(function.id());
            case "SweeperFunction" -> new Idler();
            default -> InProcessHost.fromClassPath(function);
        };
    }

    private final class UploadKeeper implements RequestHandler<S3Event, String> {

        @Override
        public String handleRequest(S3Event event, Context context) {
            uploads.add(event);
            return "";
        }
    }

    private final class MessageKeeper implements RequestHandler<SQSEvent, SQSBatchResponse> {

        private final Queue<SQSMessage> kept;

        private MessageKeeper(String function) {
            this.kept = messages.computeIfAbsent(function, unused -> new ConcurrentLinkedQueue<>());
        }

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            kept.addAll(event.getRecords());
            return new SQSBatchResponse(List.of());
        }
    }

    private static final class Idler implements RequestHandler<ScheduledEvent, String> {

        @Override
        public String handleRequest(ScheduledEvent event, Context context) {
            return "";
        }
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /// Takes an event of this object. Events of other keys are discarded: they are duplicates, because an
    /// upload that a client retries makes two events.
    ///
    /// @return the next event of this object
    S3Event takeUpload(String key) {
        eventually("an event of " + key + " has come", () -> {
            uploads.removeIf(event -> !key.equals(keyOf(event)));
            return !uploads.isEmpty();
        });
        return uploads.remove();
    }

    private static String keyOf(S3Event event) {
        return event.getRecords().getFirst().getS3().getObject().getUrlDecodedKey();
    }

    /// @return all messages that were sent to this function so far
    List<SQSMessage> take(String function) {
        // It checks twice. The emulator reads its counters one after the other, so that a message that is
        // received in between appears in neither.
        eventually(
                "the queue of " + function + " is empty",
                () -> isEmpty(QUEUES.get(function)) && isEmpty(QUEUES.get(function)));
        List<SQSMessage> taken = new ArrayList<>();
        Queue<SQSMessage> kept = messages.getOrDefault(function, new ConcurrentLinkedQueue<>());
        for (SQSMessage message = kept.poll(); message != null; message = kept.poll()) {
            taken.add(message);
        }
        return taken;
    }

    private boolean isEmpty(String queue) {
        return pipeline
                .stack()
                .sqs()
                .getQueueAttributes(request -> request.queueUrl(pipeline.stack().queueUrl(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals);
    }

    /// Invokes ingest with the event, as S3 does.
    void deliver(S3Event event) {
        uploadHandler().handleRequest(event, new FakeContext());
    }

    @SuppressWarnings("unchecked") // the handler of IngestFunction takes S3 events
    private RequestHandler<S3Event, Void> uploadHandler() {
        return (RequestHandler<S3Event, Void>) newHandlerObject(INGEST);
    }

    /// Invokes the function with one batch.
    ///
    /// @return ids of the messages that it reports as failed
    List<String> deliver(String function, List<SQSMessage> batch) {
        return deliver(handlers.computeIfAbsent(function, this::newHandler), batch);
    }

    static List<String> deliver(RequestHandler<SQSEvent, SQSBatchResponse> handler, List<SQSMessage> batch) {
        SQSEvent event = new SQSEvent();
        event.setRecords(batch);
        return handler.handleRequest(event, new FakeContext()).getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    /// Delivers the messages in batches of ten.
    ///
    /// @return ids of the messages that were reported as failed
    List<String> deliverAll(String function, List<SQSMessage> all) {
        List<String> failed = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 10) {
            failed.addAll(deliver(function, all.subList(from, Math.min(from + 10, all.size()))));
        }
        return failed;
    }

    /// @return a new environment of this function
    @SuppressWarnings("unchecked") // every function behind a queue is such a handler
    RequestHandler<SQSEvent, SQSBatchResponse> newHandler(String function) {
        return (RequestHandler<SQSEvent, SQSBatchResponse>) newHandlerObject(function);
    }

    private Object newHandlerObject(String function) {
        return InProcessHost.fromClassPath(change.apply(functions.get(function)));
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
