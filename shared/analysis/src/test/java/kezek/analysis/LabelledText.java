package kezek.analysis;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kezek.domain.Address;
import kezek.domain.Category;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.domain.TicketContent;
import kezek.language.ResourceTable;

/// A text and what a reader says of it.
///
/// @param category empty when the reader does not say
/// @param sentiment empty when the reader does not say
/// @param band `low` (priority 1 to 3), `normal` (4 to 6) or `high`; empty when the reader does not say
record LabelledText(
        String id,
        String set,
        Language language,
        Optional<Category> category,
        Optional<Sentiment> sentiment,
        String band,
        String text) {

    static final String DEVELOPMENT = "development";
    static final String HELD_OUT = "heldout";

    /// The texts that the rules are measured by: those of `messages.csv`.
    static List<LabelledText> messages() {
        try (InputStream in = Objects.requireNonNull(LabelledText.class.getResourceAsStream("messages.csv"));
                MappingIterator<Map<String, String>> rows = new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(in)) {
            return rows.readAll().stream().map(LabelledText::message).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read messages.csv", e);
        }
    }

    private static LabelledText message(Map<String, String> row) {
        return new LabelledText(
                row.get("id"),
                row.get("set"),
                Language.valueOf(row.get("language")),
                Category.ofLabel(row.get("category")),
                Sentiment.ofLabel(row.get("sentiment")),
                row.get("priority"),
                row.get("text"));
    }

    /// The texts that the model is trained on: those of `training.csv`.
    static List<LabelledText> training() {
        return ResourceTable.read(LabelledText.class, "training.csv", 4).stream()
                .map(row -> new LabelledText(
                        "",
                        "training",
                        Language.valueOf(row.get(0)),
                        row.get(1).isEmpty() ? Optional.empty() : Optional.of(Category.valueOf(row.get(1))),
                        row.get(2).isEmpty() ? Optional.empty() : Optional.of(Sentiment.valueOf(row.get(2))),
                        "",
                        row.get(3).replace("\\n", "\n")))
                .toList();
    }

    TicketContent content() {
        return new TicketContent(id, "", "", text, "", "Mass", Address.ofTown(""));
    }
}
