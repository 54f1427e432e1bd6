package kezek.intake;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The header row: which column stands where.
final class Header {

    private static final int SHOWN_CELLS = 30;
    private static final int SHOWN_CHARACTERS = 40;

    private final List<String> cells;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    Header(List<String> cells) {
        this.cells = List.copyOf(cells);
        for (int i = 0; i < cells.size(); i++) {
            String name = normalised(cells.get(i));
            if (positions.putIfAbsent(name, i) != null) {
                repeated.add(name);
            }
        }
    }

    int size() {
        return cells.size();
    }

    /// @return where the column stands, or -1
    int position(Column column) {
        return positions.getOrDefault(normalised(column.header()), -1);
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
        return kind.columns().stream()
                .filter(column -> repeated.contains(normalised(column.header())))
                .findFirst();
    }

    boolean knowsAny() {
        return Arrays.stream(FileKind.values()).anyMatch(kind -> matches(kind) > 0);
    }

    /// @return the cells for an error message, cut to a readable length
    List<String> shown() {
        return cells.stream()
                .map(CellText::clean)
                .filter(cell -> !cell.isEmpty())
                .limit(SHOWN_CELLS)
                .map(cell -> cell.length() <= SHOWN_CHARACTERS ? cell : cell.substring(0, SHOWN_CHARACTERS) + "…")
                .toList();
    }

    private static String normalised(String name) {
        return CellText.clean(name)
                .replaceAll("[\\s\\u00a0]+", " ")
                .toLowerCase(Locale.ROOT)
                .replace('ё', 'е');
    }
}
