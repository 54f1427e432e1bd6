package kezek.places;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kezek.domain.Point;

/// Reads `gazetteer.csv` and `regions.csv`. Both have a header. Comment lines start with `#`, and the
/// items of a list are separated by `|`.
final class GazetteerFiles {

    private static final CsvMapper CSV = new CsvMapper();
    private static final CsvSchema SCHEMA =
            CsvSchema.emptySchema().withHeader().withComments().withStrictHeaders(true);

    private GazetteerFiles() {}

    /// @throws IllegalArgumentException if a row is invalid; the message names the file and the place
    static List<Town> towns(Reader csv) {
        return rows(
                "gazetteer.csv",
                csv,
                row -> new Town(
                        cell(row, "name_ru"),
                        namesOf(row),
                        cell(row, "region_ru"),
                        Town.Kind.valueOf(cell(row, "kind").toUpperCase(Locale.ROOT)),
                        list(cell(row, "districts")).toList(),
                        point(row)));
    }

    /// @throws IllegalArgumentException if a row is invalid; the message names the file and the place
    static List<Region> regions(Reader csv) {
        return rows(
                "regions.csv",
                csv,
                row -> new Region(
                        Stream.concat(Stream.of(cell(row, "name_ru")), namesOf(row).stream())
                                .toList(),
                        Region.Kind.valueOf(cell(row, "kind").toUpperCase(Locale.ROOT)),
                        Set.copyOf(list(cell(row, "includes")).toList()),
                        point(row)));
    }

    /// @param name the name of a resource in the package of this class
    static Reader bundled(String name) {
        InputStream resource = GazetteerFiles.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException(name + " is missing from the jar, in kezek/places");
        }
        return new InputStreamReader(resource, StandardCharsets.UTF_8);
    }

    private static List<String> namesOf(Map<String, String> row) {
        return Stream.of(Stream.of(cell(row, "name_kk"), cell(row, "name_latin")), list(cell(row, "other_names")))
                .flatMap(Function.identity())
                .filter(name -> !name.isBlank())
                .toList();
    }

    private static <T> List<T> rows(String file, Reader csv, Function<Map<String, String>, T> read) {
        List<T> result = new ArrayList<>();
        try (csv;
                MappingIterator<Map<String, String>> rows =
                        CSV.readerForMapOf(String.class).with(SCHEMA).readValues(csv)) {
            while (rows.hasNextValue()) {
                Map<String, String> row = rows.nextValue();
                try {
                    result.add(read.apply(row));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            file + ", the row of " + row.get("name_ru") + ": " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return result;
    }

    private static String cell(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("the column " + column + " is missing; found: " + row.keySet());
        }
        return value.strip();
    }

    private static Stream<String> list(String cell) {
        return Arrays.stream(cell.split("\\|")).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static Point point(Map<String, String> row) {
        return new Point(Double.parseDouble(cell(row, "latitude")), Double.parseDouble(cell(row, "longitude")));
    }
}
