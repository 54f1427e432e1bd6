package kezek.local.evaluate;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.domain.Address;
import kezek.domain.TicketContent;

/// Reads a labelled CSV file: UTF-8, comma-separated, with a header. The case of header names does not
/// matter. Lines that begin with `#` are comments.
///
/// The text is in a column `text`, or in a file of tickets that is joined by the key (`guid` or `id`).
final class LabelledFile {

    private static final List<String> KEYS = List.of("guid", "id");
    private static final String TEXT = "text";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path path;
    private final List<String> header;
    private final List<List<String>> rows;

    private LabelledFile(Path path, List<List<String>> records) {
        this.path = path;
        this.header = records.getFirst().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        this.rows = records.subList(1, records.size());
    }

    /// @throws InvalidLabels if the file has no rows, or no column that can be measured
    static LabelledFile read(Path path) {
        ObjectReader reader = new CsvMapper()
                .readerForListOf(String.class)
                .withFeatures(
                        CsvParser.Feature.WRAP_AS_ARRAY,
                        CsvParser.Feature.ALLOW_COMMENTS,
                        CsvParser.Feature.SKIP_EMPTY_LINES);
        try (Reader in = withoutMark(path);
                MappingIterator<List<String>> records =
                        reader.with(CsvSchema.emptySchema()).readValues(in)) {
            List<List<String>> all = records.readAll();
            if (all.size() < 2) {
                throw new InvalidLabels(path + " has no row under a header");
            }
            LabelledFile file = new LabelledFile(path, all);
            if (file.fields().isEmpty()) {
                throw new InvalidLabels(path + " has no column to measure; expected any of "
                        + String.join(", ", labelColumns()) + "; found: " + String.join(", ", file.header));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " as CSV", e);
        }
    }

    private static Reader withoutMark(Path path) throws IOException {
        BufferedReader reader = Files.newBufferedReader(path);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static List<String> labelColumns() {
        return Arrays.stream(Field.values())
                .flatMap(field -> field.columns().stream())
                .toList();
    }

    /// @return the fields that have a column
    List<Field> fields() {
        return Arrays.stream(Field.values())
                .filter(field -> column(field.columns()).isPresent())
                .toList();
    }

    boolean hasText() {
        return header.contains(TEXT);
    }

    /// @param conditions column → accepted values of its cell; a column can be named by the end of its
    ///     name after an underscore
    /// @param tickets the texts of the clients by key; empty if the file has a column `text`
    /// @throws InvalidLabels if a column or a value is unknown, or a row has no ticket
    List<LabelledTicket> labelled(Map<String, String> conditions, Map<String, TicketContent> tickets) {
        Map<Integer, List<String>> wanted = new LinkedHashMap<>();
        conditions.forEach((name, values) -> wanted.put(
                conditionColumn(name),
                Stream.of(values.split(",")).map(String::strip).toList()));
        List<LabelledTicket> labelled = new ArrayList<>();
        IntStream.range(0, rows.size())
                .filter(i -> wanted.entrySet().stream()
                        .allMatch(condition -> condition.getValue().contains(cell(rows.get(i), condition.getKey()))))
                .forEach(i -> labelled.add(new LabelledTicket(content(i, tickets), labels(i))));
        if (labelled.isEmpty()) {
            throw new InvalidLabels("no row of " + path + " is left by --where");
        }
        return labelled;
    }

    private int conditionColumn(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        List<Integer> exact = indexes(wanted::equals);
        List<Integer> found = exact.isEmpty() ? indexes(column -> column.endsWith("_" + wanted)) : exact;
        if (found.size() != 1) {
            throw new InvalidLabels(
                    "--where " + name + (found.isEmpty() ? " names no column of " : " names several columns of ") + path
                            + "; found: " + String.join(", ", header));
        }
        return found.getFirst();
    }

    private List<Integer> indexes(Predicate<String> matches) {
        return IntStream.range(0, header.size())
                .filter(i -> matches.test(header.get(i)))
                .boxed()
                .toList();
    }

    private Map<Field, String> labels(int index) {
        Map<Field, String> labels = new EnumMap<>(Field.class);
        for (Field field : fields()) {
            String cell = cell(rows.get(index), column(field.columns()).orElseThrow());
            if (!cell.isEmpty()) {
                labels.put(field, field.value(cell, index + 1));
            }
        }
        return labels;
    }

    private TicketContent content(int index, Map<String, TicketContent> tickets) {
        String key = column(KEYS)
                .map(column -> cell(rows.get(index), column).toLowerCase(Locale.ROOT))
                .orElse("");
        if (hasText()) {
            String text = cell(rows.get(index), header.indexOf(TEXT));
            return Optional.ofNullable(tickets.get(key))
                    .orElseGet(() -> new TicketContent(key, "", "", text, "", "", Address.ofTown("")));
        }
        if (column(KEYS).isEmpty()) {
            throw new InvalidLabels(path + " has neither a column text nor one of " + String.join(", ", KEYS)
                    + "; found: " + String.join(", ", header));
        }
        return Optional.ofNullable(tickets.get(key))
                .orElseThrow(() -> new InvalidLabels("row " + (index + 1) + " of " + path + " is about " + key
                        + ", which is not among the tickets; give their file with --tickets"));
    }

    private Optional<Integer> column(List<String> names) {
        return names.stream().map(header::indexOf).filter(i -> i >= 0).findFirst();
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column).strip() : "";
    }
}
