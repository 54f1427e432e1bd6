package kezek.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads resource tables of this project: comma-separated, `#` begins a comment line, the first other
/// line is the header, and the last column is the rest of the line, including commas.
public final class ResourceTable {

    private ResourceTable() {}

    /// @param beside the class beside which the table lies
    /// @return the cells of each line
    /// @throws IllegalStateException if there is no such table, or a line has too few columns
    public static List<List<String>> read(Class<?> beside, String resource, int columns) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path beside " + beside.getName());
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(line -> cells(resource, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static List<String> cells(String resource, String line, int columns) {
        List<String> cells = List.of(line.split(",", columns));
        if (cells.size() != columns) {
            throw new IllegalStateException(resource + " must have " + columns + " columns, but one line is: " + line);
        }
        return cells;
    }
}
