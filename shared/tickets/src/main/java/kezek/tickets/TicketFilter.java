package kezek.tickets;

import java.util.EnumMap;
import java.util.Map;
import kezek.table.Item;

/// The tickets that a list shows: those that have all of these values.
///
/// @param values none of them empty; without any value the filter matches every ticket
public record TicketFilter(Map<Dimension, String> values) {

    /// Matches every ticket.
    public static final TicketFilter NONE = new TicketFilter(Map.of());

    public TicketFilter {
        values = Map.copyOf(values);
        values.forEach((dimension, value) -> {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("the filter by " + dimension + " has no value");
            }
        });
    }

    /// @return this filter, narrowed by one more value
    public TicketFilter with(Dimension dimension, String value) {
        Map<Dimension, String> narrowed = new EnumMap<>(Dimension.class);
        narrowed.putAll(values);
        narrowed.put(dimension, value);
        return new TicketFilter(narrowed);
    }

    boolean matches(Item ticket) {
        return values.entrySet().stream()
                .allMatch(entry ->
                        ticket.stringOrEmpty(entry.getKey().attribute()).equals(entry.getValue()));
    }
}
