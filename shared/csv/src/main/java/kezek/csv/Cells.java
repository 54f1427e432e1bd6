package kezek.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The cleaned cells of one row, by column.
final class Cells {

    /// The longest key, in characters. Keys are names and ids, so a longer one is usually text that
    /// slipped into the wrong column. The names of managers and offices are also part of every verdict,
    /// whose size is limited.
    static final int MAX_KEY_CHARACTERS = 200;

    private final Header header;
    private final List<String> cells;

    /// @throws RejectedRow if there is text to the right of the last column, because then any cell of the
    ///     row may be in the wrong column
    Cells(Header header, List<String> raw) throws RejectedRow {
        this.header = header;
        this.cells = new ArrayList<>(raw.size());
        for (String cell : raw) {
            cells.add(CellText.clean(cell));
        }
        boolean slipped = cells.stream().skip(header.size()).anyMatch(cell -> !cell.isEmpty());
        if (slipped) {
            throw new RejectedRow(
                    Row.WRONG_CELL_COUNT,
                    "the row has " + cells.size() + " cells, the header " + header.size()
                            + "; put a text that holds the separator into quotes");
        }
    }

    /// @return the cell's text; empty if the row is too short or the file has no such column
    String get(Column column) {
        int position = header.position(column);
        return position >= 0 && position < cells.size() ? cells.get(position) : "";
    }

    String key(Column column) throws RejectedRow {
        String key = get(column);
        if (key.isEmpty()) {
            throw new RejectedRow(
                    Row.NO_KEY,
                    "the row has no \"" + column.header()
                            + "\", by which it would be known; fill it in or delete the row");
        }
        if (key.length() > MAX_KEY_CHARACTERS) {
            throw new RejectedRow(
                    Row.TOO_LARGE,
                    "\"" + column.header() + "\" has " + key.length() + " characters; expected at most "
                            + MAX_KEY_CHARACTERS + "; look whether the row has slipped, or shorten the cell");
        }
        return key;
    }

    /// @return the size of the row's text as it is stored, in bytes of UTF-8; unknown columns are not
    ///     counted
    int storedBytes(FileKind kind) {
        return kind.columns().stream()
                .mapToInt(column -> get(column).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
