package kezek.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kezek.local.template.StreamEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// Reads a table's stream for one function. Records that pass the filter are distributed by their key
/// over as many lanes as the mapping's parallelization factor says. Records of one item therefore stay in
/// order.
public final class StreamEventSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEventSource.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final int BATCHES_AHEAD = 4;

    private final String region;
    private final String function;
    private final StreamEvents mapping;
    private final String streamArn;
    private final DynamoDbStreamsClient streams;
    private final StreamBatches batches;
    private final StreamCheckpoint checkpoint;
    private final List<EventPattern> patterns;
    private final List<BlockingQueue<StreamBatches.StreamRecord>> lanes = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    StreamEventSource(
            String region,
            String function,
            StreamEvents mapping,
            String streamArn,
            DynamoDbStreamsClient streams,
            StreamBatches batches,
            StreamCheckpoint checkpoint) {
        this.region = region;
        this.function = function;
        this.mapping = mapping;
        this.streamArn = streamArn;
        this.streams = streams;
        this.batches = batches;
        this.checkpoint = checkpoint;
        this.patterns = mapping.patterns().stream().map(EventPattern::of).toList();
        for (int i = 0; i < mapping.parallelization(); i++) {
            lanes.add(new LinkedBlockingQueue<>());
        }
    }

    public void start() {
        lanes.forEach(lane -> executor.submit(() -> work(lane)));
        executor.submit(this::read);
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
    }

    private void read() {
        try {
            readShards();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error(
                        "{}: reading the stream of {} has ended; restart the local stack",
                        function,
                        mapping.table(),
                        e);
            }
        }
    }

    /// Reads one shard after another. A shard begins when all records of the shard before it are handled.
    private void readShards() throws InterruptedException {
        Set<String> done = new HashSet<>();
        Optional<StreamCheckpoint.Position> stored = checkpoint.load();
        while (!closed) {
            Optional<Shard> next = nextShard(done, stored);
            if (next.isEmpty()) {
                Thread.sleep(IDLE_POLL);
                continue;
            }
            String shard = next.get().shardId();
            checkpoint.beginShard(shard);
            readShard(shard, cursor(next.get(), done.isEmpty(), stored));
            checkpoint.awaitFewerThan(1);
            done.add(shard);
            stored = Optional.empty();
        }
    }

    /// Returns the shard of the stored position if the stream still has it, and otherwise the oldest
    /// unread shard.
    private Optional<Shard> nextShard(Set<String> done, Optional<StreamCheckpoint.Position> stored) {
        List<Shard> shards = streams.describeStream(request -> request.streamArn(streamArn))
                .streamDescription()
                .shards();
        Optional<Shard> resumed = stored.flatMap(position -> shards.stream()
                .filter(shard -> shard.shardId().equals(position.shard()))
                .findFirst());
        if (resumed.isPresent()) {
            shards.stream().takeWhile(shard -> shard != resumed.get()).forEach(shard -> done.add(shard.shardId()));
            return resumed;
        }
        return shards.stream().filter(shard -> !done.contains(shard.shardId())).findFirst();
    }

    private ShardCursor cursor(Shard shard, boolean first, Optional<StreamCheckpoint.Position> stored) {
        Optional<String> position = stored.filter(each -> each.shard().equals(shard.shardId()))
                .map(StreamCheckpoint.Position::sequenceNumber);
        if (position.isPresent()) {
            ShardCursor cursor = ShardCursor.after(streams, streamArn, shard, position.get());
            if (cursor.isAtHorizon()) {
                checkpoint.discard();
            }
            return cursor;
        }
        // LATEST applies to the stream: a shard that follows another is read from its beginning.
        return mapping.fromBeginning() || !first
                ? ShardCursor.atHorizon(streams, streamArn, shard)
                : ShardCursor.atEnd(streams, streamArn, shard);
    }

    private void readShard(String shard, ShardCursor cursor) throws InterruptedException {
        while (cursor.hasNext() && !closed) {
            List<Record> records = cursor.next();
            for (Record record : records) {
                accept(shard, record);
            }
            if (records.isEmpty()) {
                checkpoint.store();
                Thread.sleep(IDLE_POLL);
            }
        }
    }

    private void accept(String shard, Record record) throws InterruptedException {
        String sequenceNumber = record.dynamodb().sequenceNumber();
        ObjectNode json = StreamRecords.json(record, region, streamArn);
        if (!patterns.isEmpty() && patterns.stream().noneMatch(pattern -> pattern.matches(json))) {
            checkpoint.skipped(sequenceNumber);
            return;
        }
        checkpoint.awaitFewerThan(mapping.batchSize() * mapping.parallelization() * BATCHES_AHEAD);
        long ticket = checkpoint.reading(sequenceNumber);
        Instant created = record.dynamodb().approximateCreationDateTime();
        int lane = Math.floorMod(record.dynamodb().keys().hashCode(), lanes.size());
        lanes.get(lane).add(new StreamBatches.StreamRecord(json, sequenceNumber, created, shard, ticket));
    }

    private void work(BlockingQueue<StreamBatches.StreamRecord> lane) {
        try {
            while (!closed) {
                List<StreamBatches.StreamRecord> batch = gather(lane);
                batches.handle(batch);
                batch.forEach(item -> checkpoint.handled(item.ticket()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error("{}: handling stream records has ended; restart the local stack", function, e);
            }
        }
    }

    /// Waits for a record, and then gathers more until the batch is full or the window has ended.
    private List<StreamBatches.StreamRecord> gather(BlockingQueue<StreamBatches.StreamRecord> lane)
            throws InterruptedException {
        List<StreamBatches.StreamRecord> batch = new ArrayList<>();
        batch.add(lane.take());
        Instant end = Instant.now().plus(mapping.window());
        while (batch.size() < mapping.batchSize()) {
            long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
            StreamBatches.StreamRecord item = lane.poll(left, TimeUnit.MILLISECONDS);
            if (item == null) {
                break;
            }
            batch.add(item);
        }
        return batch;
    }
}
