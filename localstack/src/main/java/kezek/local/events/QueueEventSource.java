package kezek.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kezek.local.events.BatchResponse.AllFailed;
import kezek.local.events.BatchResponse.AllSucceeded;
import kezek.local.events.BatchResponse.SomeFailed;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult.Answered;
import kezek.local.lambda.InvocationResult.Failed;
import kezek.local.template.QueueEvents;
import kezek.local.template.QueueResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Polls one queue for one function. It deletes the messages that the function handled. The queue itself
/// makes the others visible again after the visibility timeout, and moves them to the dead-letter queue
/// according to its redrive policy.
///
/// It receives a batch only when an environment is free, so that messages do not age while they wait for
/// one. The queue keeps the order within a FIFO group, because it delivers no message of a group while
/// another is in flight.
public final class QueueEventSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueEventSource.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_RECEIVE = 10;
    private static final int LONG_POLL_SECONDS = 1;
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final String region;
    private final String function;
    private final QueueEvents mapping;
    private final QueueResource queue;
    private final String queueUrl;
    private final SqsClient sqs;
    private final FunctionHost host;
    private final Semaphore concurrency;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    /// @param function logical id
    /// @param maxEnvironments limit of the function
    public QueueEventSource(
            String region,
            String function,
            QueueEvents mapping,
            QueueResource queue,
            String queueUrl,
            SqsClient sqs,
            FunctionHost host,
            int maxEnvironments) {
        this.region = region;
        this.function = function;
        this.mapping = mapping;
        this.queue = queue;
        this.queueUrl = queueUrl;
        this.sqs = sqs;
        this.host = host;
        this.concurrency = new Semaphore(
                Math.min(maxEnvironments, mapping.maximumConcurrency().orElse(maxEnvironments)));
    }

    public void start() {
        executor.submit(this::poll);
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
    }

    /// Waits until the last receive has ended, so that the queue does not stop during it.
    void awaitEnd() throws InterruptedException {
        if (!executor.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("{}: still busy with messages of {}", function, queue.name());
        }
    }

    private void poll() {
        while (!closed) {
            try {
                concurrency.acquire();
                List<Message> batch = receiveOrRelease();
                if (batch.isEmpty()) {
                    concurrency.release();
                } else {
                    executor.submit(() -> handle(batch));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SdkException e) {
                if (!closed) {
                    LOG.warn("{}: cannot receive from {}: {}", function, queue.name(), e.getMessage());
                }
            }
        }
    }

    private List<Message> receiveOrRelease() {
        try {
            return receive();
        } catch (SdkException e) {
            concurrency.release();
            throw e;
        }
    }

    /// Receives up to a batch. If there is a batching window, it gathers messages until the window ends.
    private List<Message> receive() {
        List<Message> batch =
                new ArrayList<>(receive(Math.min(LARGEST_RECEIVE, mapping.batchSize()), LONG_POLL_SECONDS));
        if (batch.isEmpty() || mapping.window().isZero()) {
            return batch;
        }
        Instant end = Instant.now().plus(mapping.window());
        while (batch.size() < mapping.batchSize() && Instant.now().isBefore(end) && !closed) {
            Duration left = Duration.between(Instant.now(), end);
            int wait = left.toSeconds() >= LONG_POLL_SECONDS ? LONG_POLL_SECONDS : 0;
            batch.addAll(receive(Math.min(LARGEST_RECEIVE, mapping.batchSize() - batch.size()), wait));
        }
        return batch;
    }

    private List<Message> receive(int count, int waitSeconds) {
        return sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(count)
                        .waitTimeSeconds(waitSeconds)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private void handle(List<Message> batch) {
        try {
            byte[] event = event(batch).getBytes(StandardCharsets.UTF_8);
            switch (host.invoke(function, event)) {
                case Answered answered -> delete(handled(batch, answered.payload()));
                case Failed failed ->
                    LOG.info("{}: a batch of {} failed: {}", function, batch.size(), failed.errorType());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error(
                        "{}: a batch of {} was not handled; its messages will be redelivered",
                        function,
                        batch.size(),
                        e);
            }
        } finally {
            concurrency.release();
        }
    }

    private List<Message> handled(List<Message> batch, byte[] answer) {
        if (!mapping.partialResponses()) {
            return batch;
        }
        Map<String, Message> byId = new LinkedHashMap<>();
        batch.forEach(message -> byId.put(message.messageId(), message));
        return switch (BatchResponse.of(answer, byId.keySet())) {
            case AllSucceeded all -> batch;
            case AllFailed none -> List.of();
            case SomeFailed some -> {
                byId.keySet().removeAll(some.ids());
                yield List.copyOf(byId.values());
            }
        };
    }

    private void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += LARGEST_RECEIVE) {
            List<Message> some = messages.subList(from, Math.min(messages.size(), from + LARGEST_RECEIVE));
            List<DeleteMessageBatchRequestEntry> entries = some.stream()
                    .map(message -> DeleteMessageBatchRequestEntry.builder()
                            .id(message.messageId())
                            .receiptHandle(message.receiptHandle())
                            .build())
                    .toList();
            try {
                sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
            } catch (SqsException e) {
                // A message whose visibility timeout has ended has a new receipt handle. It is
                // redelivered, as on AWS.
                LOG.info("{}: {} handled messages were not deleted: {}", function, entries.size(), e.getMessage());
            }
        }
    }

    private String event(List<Message> batch) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        batch.forEach(message -> describe(message, records.addObject()));
        return event.toString();
    }

    private void describe(Message message, ObjectNode record) {
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        ObjectNode attributes = record.putObject("attributes");
        message.attributes().forEach((name, value) -> attributes.put(name.toString(), value));
        ObjectNode messageAttributes = record.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> {
            ObjectNode attribute = messageAttributes.putObject(name);
            attribute.put("dataType", value.dataType());
            if (value.stringValue() != null) {
                attribute.put("stringValue", value.stringValue());
            }
            if (value.binaryValue() != null) {
                attribute.put(
                        "binaryValue",
                        Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
            }
            attribute.putArray("stringListValues");
            attribute.putArray("binaryListValues");
        });
        record.put("md5OfBody", message.md5OfBody());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", queue.arn());
        record.put("awsRegion", region);
    }
}
