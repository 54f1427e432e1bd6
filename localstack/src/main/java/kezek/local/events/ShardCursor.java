package kezek.local.events;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// A place in one shard of a stream. Not thread-safe.
///
/// DynamoDB Local trims records that are older than 24 hours. If none is left when it starts, it numbers
/// new records from the beginning, and then a stored sequence number lies beyond the end of the shard.
/// The cursor falls back to the trim horizon if its position is trimmed or beyond the end, so that it
/// never waits for a number that does not come.
final class ShardCursor {

    private static final Logger LOG = LoggerFactory.getLogger(ShardCursor.class);

    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final Shard shard;
    private @Nullable String iterator;
    private boolean atHorizon;

    private ShardCursor(DynamoDbStreamsClient streams, String streamArn, Shard shard) {
        this.streams = streams;
        this.streamArn = streamArn;
        this.shard = shard;
    }

    /// Begins with the oldest record that is not trimmed.
    static ShardCursor atHorizon(DynamoDbStreamsClient streams, String streamArn, Shard shard) {
        var cursor = new ShardCursor(streams, streamArn, shard);
        cursor.moveToHorizon();
        return cursor;
    }

    /// Begins with the first record that is written after this call.
    static ShardCursor atEnd(DynamoDbStreamsClient streams, String streamArn, Shard shard) {
        var cursor = new ShardCursor(streams, streamArn, shard);
        cursor.iterator = cursor.iteratorOf(request -> request.shardIteratorType(ShardIteratorType.LATEST));
        return cursor;
    }

    /// Begins after a record, or at the trim horizon if the shard does not have this record.
    static ShardCursor after(DynamoDbStreamsClient streams, String streamArn, Shard shard, String sequenceNumber) {
        var cursor = new ShardCursor(streams, streamArn, shard);
        if (cursor.holds(sequenceNumber)) {
            cursor.iterator =
                    cursor.iteratorOf(request -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                            .sequenceNumber(sequenceNumber));
        } else {
            LOG.warn(
                    "the stream has no record {} in {}; reading continues at the trim horizon",
                    sequenceNumber,
                    shard.shardId());
            cursor.moveToHorizon();
        }
        return cursor;
    }

    /// Whether no record was read since the cursor was placed at the trim horizon.
    boolean isAtHorizon() {
        return atHorizon;
    }

    /// Whether the shard was not read to its end. A shard ends when DynamoDB closes it.
    boolean hasNext() {
        return iterator != null;
    }

    /// Reads the next records, without waiting.
    ///
    /// @return empty if there are none at the moment
    List<Record> next() {
        try {
            GetRecordsResponse response = streams.getRecords(request -> request.shardIterator(iterator));
            iterator = response.nextShardIterator();
            // While DynamoDB Local has no record, the horizon is where the shard began. New numbers may be lower.
            if (atHorizon && response.records().isEmpty() && iterator != null) {
                moveToHorizon();
            } else {
                atHorizon = false;
            }
            return response.records();
        } catch (TrimmedDataAccessException e) {
            continueAtHorizon();
            return List.of();
        }
    }

    private void continueAtHorizon() {
        if (!atHorizon) {
            LOG.warn("stream records of {} were trimmed; reading continues at the trim horizon", shard.shardId());
        } else if (isClosed()) {
            LOG.warn("all stream records of {} were trimmed, and it is closed", shard.shardId());
            iterator = null;
            return;
        }
        moveToHorizon();
    }

    private void moveToHorizon() {
        iterator = iteratorOf(request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
        atHorizon = true;
    }

    private boolean holds(String sequenceNumber) {
        String start = shard.sequenceNumberRange().startingSequenceNumber();
        if (new BigInteger(sequenceNumber).compareTo(new BigInteger(start)) < 0) {
            return false;
        }
        try {
            String at = iteratorOf(request -> request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .sequenceNumber(sequenceNumber));
            return streams.getRecords(request -> request.shardIterator(at).limit(1)).records().stream()
                    .anyMatch(record -> record.dynamodb().sequenceNumber().equals(sequenceNumber));
        } catch (TrimmedDataAccessException e) {
            return false;
        }
    }

    /// DynamoDB Local trims the records of a closed shard before it forgets the shard.
    private boolean isClosed() {
        return streams.describeStream(request -> request.streamArn(streamArn)).streamDescription().shards().stream()
                .filter(each -> each.shardId().equals(shard.shardId()))
                .allMatch(each -> each.sequenceNumberRange().endingSequenceNumber() != null);
    }

    private String iteratorOf(Consumer<GetShardIteratorRequest.Builder> start) {
        String result = streams.getShardIterator(
                        request -> start.accept(request.streamArn(streamArn).shardId(shard.shardId())))
                .shardIterator();
        return Objects.requireNonNull(result, "a shard iterator");
    }
}
