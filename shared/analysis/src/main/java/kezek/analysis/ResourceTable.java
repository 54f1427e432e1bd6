package kezek.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The project's own resource tables: comma-separated, `#` begins a comment line, the first other line is
/// the header, and the last column is the rest of the line, commas and all.
final class ResourceTable {

    private ResourceTable() {}

    static List<List<String>> read(String resource, int columns) {
        try (InputStream in = ResourceTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path beside " + ResourceTable.class.getName());
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
