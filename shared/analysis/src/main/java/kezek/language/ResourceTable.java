package kezek.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads the comma-separated resource tables of this project. Lines that begin with `#` are comments, and
/// the first other line is the header. The last column contains the rest of the line, including commas.
public final class ResourceTable {

    private ResourceTable() {}

    /// @param beside a class in the package that contains the table
    /// @return the cells of each line, without the header
    /// @throws IllegalStateException if the table does not exist or a line has too few columns
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
