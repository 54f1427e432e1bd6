package kezek.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Ticket;

/// What a rule may ask about a ticket. A constant here is all that a new attribute needs: the rules file may
/// name it under `when`, the rows of waves store it, and the planner, the reports and the commit of a plan
/// read it.
///
/// A row of a wave that was written before an attribute was added has no value of it; to rules it is unknown.
public enum RoutingAttribute {
    /// The client's segment, as the source spells it.
    SEGMENT("segment", ticket -> ticket.content().segment()),
    CATEGORY("category", analysis -> analysis.category().label(), labels(Category.values(), Category::label)),
    LANGUAGE("language", analysis -> analysis.language().name(), labels(Language.values(), Language::name));

    private final String label;
    private final boolean isOfAnalysis;
    private final List<String> allowedValues;
    private final BiFunction<Ticket, Optional<Analysis>, Optional<String>> value;

    /// An attribute that a ticket has from the start, and that only a new revision changes.
    RoutingAttribute(String label, Function<Ticket, String> ofTicket) {
        this.label = label;
        this.isOfAnalysis = false;
        this.allowedValues = List.of();
        this.value = (ticket, analysis) -> Optional.of(ofTicket.apply(ticket));
    }

    /// An attribute that the analysis finds, and that a person may correct.
    RoutingAttribute(String label, Function<Analysis, String> ofAnalysis, List<String> allowedValues) {
        this.label = label;
        this.isOfAnalysis = true;
        this.allowedValues = allowedValues;
        this.value = (ticket, analysis) -> analysis.map(ofAnalysis);
    }

    private static <T> List<String> labels(T[] values, Function<T, String> label) {
        return Stream.of(values).map(label).toList();
    }

    /// @return the attribute that rules files call by this name
    public static Optional<RoutingAttribute> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.label.equals(label))
                .findFirst();
    }

    /// @return its name in rules files, and in stored tickets and rows
    public String label() {
        return label;
    }

    /// @return the only values that it can have; empty if it can have any
    public List<String> allowedValues() {
        return allowedValues;
    }

    /// @return whether the analysis finds it, so that it is unknown before, and may be corrected without a new
    ///     revision of the ticket
    public boolean isOfAnalysis() {
        return isOfAnalysis;
    }

    /// @return empty if the value is not known or blank
    Optional<String> of(Ticket ticket, Optional<Analysis> analysis) {
        return value.apply(ticket, analysis).filter(text -> !text.isBlank());
    }

    /// @param where begins the message
    /// @return the value; one text for all tickets, if the attribute has a list of values
    /// @throws IllegalArgumentException if this attribute cannot have the value; the message lists those it can
    ///     have
    String allowed(String value, String where) {
        if (allowedValues.isEmpty()) {
            return value;
        }
        return allowedValues.stream()
                .filter(value::equals)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        where + label + ": \"" + value + "\" is no " + label + "; expected one of " + allowedValues));
    }
}
