package kezek.csv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kezek.text.LenientText;

/// The header row, which maps columns to positions.
final class Header {

    private static final int SHOWN_CELLS = 30;
    private static final int SHOWN_CHARACTERS = 40;

    private final List<String> cells;
    private final Map<Column, Integer> positions = new HashMap<>();
    private final Set<Column> repeated = new HashSet<>();

    Header(List<String> cells) {
        this.cells = List.copyOf(cells);
        List<String> names = cells.stream().map(Header::normalised).toList();
        for (FileKind kind : FileKind.values()) {
            kind.columns().forEach(column -> locate(column, names));
        }
    }

    int size() {
        return cells.size();
    }

    /// @return the index of the column, or -1 if it is missing
    int position(Column column) {
        return positions.getOrDefault(column, -1);
    }

    List<Column> missing(FileKind kind) {
        return kind.columns().stream()
                .filter(column -> column.required() && position(column) < 0)
                .toList();
    }

    long matches(FileKind kind) {
        return kind.columns().stream().filter(column -> position(column) >= 0).count();
    }

    Optional<Column> firstRepeated(FileKind kind) {
        return kind.columns().stream().filter(repeated::contains).findFirst();
    }

    boolean knowsAny() {
        return Arrays.stream(FileKind.values()).anyMatch(kind -> matches(kind) > 0);
    }

    /// @return the cells for an error message, truncated to a readable length
    List<String> shown() {
        return cells.stream()
                .map(CellText::clean)
                .filter(cell -> !cell.isEmpty())
                .limit(SHOWN_CELLS)
                .map(cell -> cell.length() <= SHOWN_CHARACTERS ? cell : cell.substring(0, SHOWN_CHARACTERS) + "…")
                .toList();
    }

    private void locate(Column column, List<String> names) {
        String name = normalised(column.header());
        int first = names.indexOf(name);
        if (first >= 0) {
            positions.put(column, first);
        }
        if (first != names.lastIndexOf(name)) {
            repeated.add(column);
        }
    }

    private static String normalised(String name) {
        return LenientText.naturalKey(CellText.clean(name)).replace('ё', 'е');
    }
}
