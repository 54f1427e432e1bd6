package kezek.store;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import kezek.domain.Stage;
import kezek.domain.Status;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A ticket at one version, as far as the journal counts it; nothing that a client said.
///
/// @param version counts the writes of the ticket
/// @param rev counts its contents
/// @param importId empty when it came otherwise
/// @param managerId empty when nobody has it
/// @param problemCode why it is UNASSIGNED or FAILED; else empty
/// @param priority 0 before the analysis
/// @param values what it is counted by; what it has not is missing
public record TicketSnapshot(
        String id,
        long version,
        int rev,
        String importId,
        String managerId,
        String problemCode,
        int priority,
        Map<Dimension, String> values) {

    public TicketSnapshot {
        values = Map.copyOf(values);
    }

    /// Reads an item of the table, or an image of its stream.
    ///
    /// @throws RuntimeException when it is not a ticket: an attribute is missing or has an unknown value
    public static TicketSnapshot of(Map<String, AttributeValue> image) {
        Item item = new Item(image);
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            item.optionalString(dimension.attribute()).ifPresent(value -> values.put(dimension, value));
        }
        Stage.valueOf(item.string("stage"));
        if (values.containsKey(Dimension.STATUS)) {
            Status.valueOf(item.string("status"));
        }
        return new TicketSnapshot(
                item.string("id"),
                item.number("version"),
                item.integer("rev"),
                item.stringOrEmpty("importId"),
                item.stringOrEmpty("managerId"),
                item.map("problem").flatMap(problem -> problem.optionalString("code")).orElse(""),
                Math.toIntExact(item.numberOrZero("priority")),
                values);
    }

    public Stage stage() {
        return Stage.valueOf(values.getOrDefault(Dimension.STAGE, ""));
    }

    public Optional<String> value(Dimension dimension) {
        return Optional.ofNullable(values.get(dimension));
    }

    /// @return whether it appears in the figures: a tombstone does not
    public boolean isCounted() {
        return stage() != Stage.DELETED;
    }

    /// @return the cell of the dashboard in which it is counted
    String cell() {
        return String.join(
                "#",
                Arrays.stream(Dimension.values())
                        .map(dimension -> Dimension.encode(values.getOrDefault(dimension, "")))
                        .toList());
    }
}
