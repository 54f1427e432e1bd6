package kezek.routing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Ticket;

/// What rules may ask about one ticket: the values of its [RoutingAttribute]s. Two tickets with equal
/// attributes ask the same of a manager.
///
/// @param values without those that are unknown or blank
public record RoutingAttributes(Map<RoutingAttribute, String> values) {

    /// @throws IllegalArgumentException if an attribute cannot have its value
    public RoutingAttributes {
        Map<RoutingAttribute, String> known = new EnumMap<>(RoutingAttribute.class);
        values.forEach((attribute, value) -> {
            if (!value.isBlank()) {
                known.put(attribute, attribute.allowed(value, "routing attribute "));
            }
        });
        values = Collections.unmodifiableMap(known);
    }

    /// @return the attributes of the ticket as it is; those of its analysis are unknown before it has one
    public static RoutingAttributes of(Ticket ticket) {
        return of(ticket, ticket.analysis());
    }

    /// @return the attributes of the ticket if this were its analysis
    public static RoutingAttributes of(Ticket ticket, Analysis analysis) {
        return of(ticket, Optional.of(analysis));
    }

    private static RoutingAttributes of(Ticket ticket, Optional<Analysis> analysis) {
        Map<RoutingAttribute, String> values = new EnumMap<>(RoutingAttribute.class);
        for (RoutingAttribute attribute : RoutingAttribute.values()) {
            attribute.of(ticket, analysis).ifPresent(value -> values.put(attribute, value));
        }
        return new RoutingAttributes(values);
    }

    /// @return empty if the attribute is unknown
    public Optional<String> find(RoutingAttribute attribute) {
        return Optional.ofNullable(values.get(attribute));
    }

    /// @return the empty text if the attribute is unknown
    public String text(RoutingAttribute attribute) {
        return values.getOrDefault(attribute, "");
    }

    /// @return empty before the analysis
    public Optional<Category> category() {
        return find(RoutingAttribute.CATEGORY).flatMap(Category::ofLabel);
    }
}
