package kezek.journal;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kezek.figures.TicketChange;
import kezek.figures.TicketSnapshot;
import org.jspecify.annotations.Nullable;

/// Reads records of the table's stream as changes of tickets.
final class StreamChanges {

    private StreamChanges() {}

    /// @throws RuntimeException if the record is no change of a ticket
    static TicketChange change(DynamodbStreamRecord record) {
        StreamRecord written = record.getDynamodb();
        return TicketChange.of(
                written.getApproximateCreationDateTime().toInstant(),
                snapshot(written.getOldImage()),
                snapshot(written.getNewImage()));
    }

    /// @return the key of the changed item, for log lines
    static String key(DynamodbStreamRecord record) {
        @Nullable Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
        return keys == null || !keys.containsKey("PK")
                ? "(no key)"
                : String.valueOf(keys.get("PK").getS());
    }

    private static Optional<TicketSnapshot> snapshot(@Nullable Map<String, AttributeValue> image) {
        return Optional.ofNullable(image)
                .filter(attributes -> !attributes.isEmpty())
                .map(attributes -> TicketSnapshot.of(fields("", attributes)));
    }

    private static Map<String, String> fields(String path, Map<String, AttributeValue> image) {
        Map<String, String> fields = new HashMap<>();
        image.forEach((name, value) -> {
            if (value.getS() != null) {
                fields.put(path + name, value.getS());
            } else if (value.getN() != null) {
                fields.put(path + name, value.getN());
            } else if (value.getM() != null) {
                fields.putAll(fields(path + name + ".", value.getM()));
            }
        });
        return fields;
    }
}
