package kezek.local.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import kezek.analysis.PriorityBand;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Sentiment;

/// A field that can be labelled.
enum Field {
    LANGUAGE(Optional.of(Doubt.LANGUAGE_UNSURE), "language"),
    CATEGORY(Optional.of(Doubt.CATEGORY_UNSURE), "category", "category_majority"),
    SENTIMENT(Optional.of(Doubt.SENTIMENT_UNSURE), "sentiment"),
    /// Compared by band: low (1 to 3), normal (4 to 6), high (7 to 10).
    PRIORITY(Optional.of(Doubt.PRIORITY_UNSURE), "priority"),
    OFFICE(Optional.empty(), "office", "nearest_office");

    private final Optional<Doubt> doubt;
    private final List<String> columns;

    Field(Optional<Doubt> doubt, String... columns) {
        this.doubt = doubt;
        this.columns = List.of(columns);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return the names that its column can have
    List<String> columns() {
        return columns;
    }

    /// @return the doubt that marks this field for review; empty for the office
    Optional<Doubt> doubt() {
        return doubt;
    }

    static Optional<Field> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label().equals(label.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /// Converts a cell to the form in which answers are compared.
    ///
    /// @throws InvalidLabels if the cell is not a value of the field
    String value(String cell, int row) {
        String text = cell.strip();
        return switch (this) {
            case LANGUAGE ->
                one(Language.values(), text).map(Enum::name).orElseThrow(() -> wrong(row, Language.values()));
            case CATEGORY ->
                Category.ofLabel(text)
                        .or(() -> one(Category.values(), text))
                        .map(Category::label)
                        .orElseThrow(() -> wrong(row, Category.values()));
            case SENTIMENT ->
                Sentiment.ofLabel(text)
                        .or(() -> one(Sentiment.values(), text))
                        .map(Sentiment::label)
                        .orElseThrow(() -> wrong(row, Sentiment.values()));
            case PRIORITY ->
                one(PriorityBand.values(), text)
                        .or(() -> number(text).map(PriorityBand::of))
                        .map(PriorityBand::name)
                        .orElseThrow(() -> wrong(row, PriorityBand.values()));
            case OFFICE -> text;
        };
    }

    /// @return the value of this field in an analysis; empty for the office, which an analysis does not
    ///     contain
    Optional<String> value(Analysis analysis) {
        return switch (this) {
            case LANGUAGE -> Optional.of(analysis.language().name());
            case CATEGORY -> Optional.of(analysis.category().label());
            case SENTIMENT -> Optional.of(analysis.sentiment().label());
            case PRIORITY -> Optional.of(PriorityBand.of(analysis.priority()).name());
            case OFFICE -> Optional.empty();
        };
    }

    private static <E extends Enum<E>> Optional<E> one(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[1-9]|10") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /// Does not quote the cell, because a misplaced column would show a client's text.
    private InvalidLabels wrong(int row, Enum<?>[] values) {
        String known = Arrays.stream(values).map(Field::shown).collect(Collectors.joining(", "));
        String numbers = this == PRIORITY ? ", or a number from 1 to 10" : "";
        return new InvalidLabels("row " + row + " says no known " + label() + "; expected one of " + known + numbers
                + ", or an empty cell");
    }

    private static String shown(Enum<?> value) {
        return switch (value) {
            case Category category -> category.label() + " (" + category.name() + ")";
            case Sentiment sentiment -> sentiment.label() + " (" + sentiment.name() + ")";
            default -> value.name();
        };
    }
}
