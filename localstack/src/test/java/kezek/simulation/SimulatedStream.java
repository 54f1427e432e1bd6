package kezek.simulation;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kezek.testing.FakeDynamoDb.Written;

/// The table's stream behind the filter of the template. It delivers changes of tickets on several lanes,
/// and keeps those of one ticket in order. A lane advances when its batch is checkpointed.
final class SimulatedStream {

    static final int LANES = 3;
    private static final int MAX_BATCH = 100;

    private final List<Lane> lanes = new ArrayList<>();
    private long sequence;

    SimulatedStream() {
        for (int index = 0; index < LANES; index++) {
            lanes.add(new Lane());
        }
    }

    /// Changes that are not checkpointed yet.
    static final class Lane {

        private final List<DynamodbStreamRecord> records = new ArrayList<>();
        private boolean isBusy;

        boolean isReady() {
            return !isBusy && !records.isEmpty();
        }

        boolean isEmpty() {
            return records.isEmpty() && !isBusy;
        }

        /// @return the next records; later ones are delivered after a checkpoint of these
        DynamodbEvent take(Chaos chaos) {
            isBusy = true;
            DynamodbEvent event = new DynamodbEvent();
            int size = Math.min(chaos.between(1, MAX_BATCH), records.size());
            event.setRecords(List.copyOf(records.subList(0, size)));
            return event;
        }

        /// @param firstFailed the sequence number from which records are redelivered; empty: none
        void checkpoint(DynamodbEvent event, Optional<String> firstFailed) {
            isBusy = false;
            for (DynamodbStreamRecord handled : event.getRecords()) {
                if (firstFailed
                        .filter(handled.getDynamodb().getSequenceNumber()::equals)
                        .isPresent()) {
                    return;
                }
                records.remove(handled);
            }
        }

        /// Redelivers the whole batch, because it failed or the function died.
        void release() {
            isBusy = false;
        }
    }

    List<Lane> lanes() {
        return lanes;
    }

    boolean isEmpty() {
        return lanes.stream().allMatch(Lane::isEmpty);
    }

    void add(Written written, long nowMillis) {
        StreamRecord change = new StreamRecord();
        change.setSequenceNumber(Long.toString(++sequence));
        change.setApproximateCreationDateTime(new Date(nowMillis));
        change.setKeys(Map.of(
                "PK", StreamImages.text(written.partition()),
                "SK", StreamImages.text(written.sort())));
        if (written.before() != null) {
            change.setOldImage(StreamImages.of(written.before()));
        }
        if (written.after() != null) {
            change.setNewImage(StreamImages.of(written.after()));
        }
        DynamodbStreamRecord record = new DynamodbStreamRecord();
        record.setDynamodb(change);
        lanes.get(Math.floorMod(written.partition().hashCode(), LANES)).records.add(record);
    }
}
