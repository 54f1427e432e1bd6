package kezek.journal;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.failure.TransientFailure;
import kezek.figures.JournalStore;
import kezek.figures.TicketChange;
import kezek.lambda.Log;

/// Journals one batch of the stream.
///
/// A record that can never be counted is reported, and the records behind it are counted all the same. After
/// its last attempt Lambda sends the rest of the batch to the on-failure queue, and then only that record is
/// missing. If the store is busy, the rest of the batch is left to the next delivery.
///
/// Not thread-safe; one for each batch.
final class BatchJournal {

    private final JournalStore journal;
    private final Log log;

    private final Map<TicketChange, DynamodbStreamRecord> recordByChange = new IdentityHashMap<>();
    private final Set<DynamodbStreamRecord> failed = Collections.newSetFromMap(new IdentityHashMap<>());

    BatchJournal(JournalStore journal, Log log) {
        this.journal = journal;
        this.log = log;
    }

    /// @return the sequence number of the first record that is to be delivered again; empty if none is
    Optional<String> firstFailed(List<DynamodbStreamRecord> records) {
        for (List<TicketChange> part : JournalStore.parts(changes(records))) {
            if (record(part) == Progress.STORE_BUSY) {
                break;
            }
        }
        return records.stream()
                .filter(failed::contains)
                .findFirst()
                .map(record -> record.getDynamodb().getSequenceNumber());
    }

    private List<TicketChange> changes(List<DynamodbStreamRecord> records) {
        List<TicketChange> changes = new ArrayList<>();
        for (DynamodbStreamRecord record : records) {
            try {
                TicketChange change = StreamChanges.change(record);
                if (change.isNewVersion()) {
                    changes.add(change);
                    recordByChange.put(change, record);
                }
            } catch (RuntimeException e) {
                fail(record, "is not a change of a ticket", e);
            }
        }
        return changes;
    }

    /// Whether the rest of the batch can be counted.
    private enum Progress {
        CONTINUE,
        /// The rest of the batch waits for the next delivery.
        STORE_BUSY
    }

    private Progress record(List<TicketChange> part) {
        try {
            journal.record(part);
            return Progress.CONTINUE;
        } catch (TransientFailure e) {
            fail(recordOf(part.getFirst()), "and those behind it could not be counted yet", e);
            return Progress.STORE_BUSY;
        } catch (RuntimeException e) {
            if (part.size() == 1) {
                fail(recordOf(part.getFirst()), "could not be counted", e);
                return Progress.CONTINUE;
            }
            return recordOneByOne(part);
        }
    }

    private Progress recordOneByOne(List<TicketChange> part) {
        for (TicketChange change : part) {
            if (record(List.of(change)) == Progress.STORE_BUSY) {
                return Progress.STORE_BUSY;
            }
        }
        return Progress.CONTINUE;
    }

    private DynamodbStreamRecord recordOf(TicketChange change) {
        return Optional.ofNullable(recordByChange.get(change)).orElseThrow();
    }

    private void fail(DynamodbStreamRecord record, String what, RuntimeException e) {
        failed.add(record);
        log.error(
                "record " + record.getDynamodb().getSequenceNumber() + " " + StreamChanges.key(record) + " " + what, e);
    }
}
