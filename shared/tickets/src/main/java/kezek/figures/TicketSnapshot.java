package kezek.figures;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import kezek.domain.Stage;
import kezek.domain.Status;
import kezek.tickets.Dimension;

/// The fields of a ticket that the journal counts, at one version. It contains no text by the client.
///
/// @param version raised by each write of the ticket
/// @param rev raised by each new content of the ticket
/// @param importId empty if the ticket did not come from an import
/// @param managerId empty if no manager has it
/// @param problemCode why it is UNASSIGNED or FAILED; otherwise empty
/// @param priority 1 to 10; 0 before the analysis
/// @param correctedAt when a person last corrected the analysis; empty if no one did
/// @param values the values by which it is counted; dimensions without a value are missing
public record TicketSnapshot(
        String id,
        long version,
        int rev,
        String importId,
        String managerId,
        String problemCode,
        int priority,
        String correctedAt,
        Map<Dimension, String> values) {

    public TicketSnapshot {
        values = Map.copyOf(values);
    }

    /// Reads an item of the table, or an image of its stream.
    ///
    /// @param fields texts and numbers by attribute; those inside a map by their path, such as `problem.code`
    /// @throws IllegalArgumentException if it is not a ticket, because an attribute is missing or has an unknown
    ///     value
    public static TicketSnapshot of(Map<String, String> fields) {
        Stage.valueOf(required(fields, Dimension.STAGE.attribute()));
        Optional.ofNullable(fields.get(Dimension.STATUS.attribute())).ifPresent(Status::valueOf);
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Optional.ofNullable(fields.get(dimension.attribute())).ifPresent(value -> values.put(dimension, value));
        }
        return new TicketSnapshot(
                required(fields, "id"),
                Long.parseLong(required(fields, "version")),
                Integer.parseInt(required(fields, "rev")),
                fields.getOrDefault("importId", ""),
                fields.getOrDefault("managerId", ""),
                fields.getOrDefault("problem.code", ""),
                Integer.parseInt(fields.getOrDefault("priority", "0")),
                fields.getOrDefault("analysis.correction.at", ""),
                values);
    }

    private static String required(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the image of a ticket has no \"" + name + "\""));
    }

    public Stage stage() {
        return Stage.valueOf(values.getOrDefault(Dimension.STAGE, ""));
    }

    /// @return empty if the ticket has no value of this dimension
    public Optional<String> value(Dimension dimension) {
        return Optional.ofNullable(values.get(dimension));
    }

    /// @return whether it is counted in the figures; a tombstone is not
    public boolean isCounted() {
        return stage() != Stage.DELETED;
    }

    boolean isClosed() {
        return value(Dimension.STATUS).filter(Status.CLOSED.name()::equals).isPresent();
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
