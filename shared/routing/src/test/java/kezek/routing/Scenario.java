package kezek.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One `## …` section of a file of the rules table: settings, and tables by the heading of their first
/// column.
///
/// @param where file and line, for messages
record Scenario(String where, String title, Map<String, String> settings, Map<String, List<TableRow>> tables) {

    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "Office", Set.of("Office", "Place"),
            "Manager", Set.of("Manager", "Office", "Position", "Skills", "Baseline", "Assigned", "Row", "Second with"),
            "Ticket",
                    Set.of(
                            "Ticket",
                            "Priority",
                            "Time",
                            "Row",
                            "Segment",
                            "Category",
                            "Language",
                            "Country",
                            "Place",
                            "Kept hub",
                            "→ Asked",
                            "→ Manager",
                            "→ Code",
                            "→ Hub turn",
                            "→ Order",
                            "→ Needs"),
            "Verdict of", Set.of("Verdict of", "Office", "Manager", "Load seen", "Rank", "Missing"),
            "Words for", Set.of("Words for", "Language", "Text"));

    private static final Set<String> SETTINGS = Set.of(
            "Hub decisions before",
            "Hub decisions after",
            "Fallback",
            "Strategy",
            "Not assigned",
            "Turns after",
            "Loads after");

    /// @param cells by heading; a cell that is left empty is absent
    record TableRow(String where, Map<String, String> cells) {

        Optional<String> cell(String heading) {
            return Optional.ofNullable(cells.get(heading));
        }

        String cellOr(String heading, String usual) {
            return cells.getOrDefault(heading, usual);
        }

        String required(String heading) {
            return cell(heading)
                    .orElseThrow(() -> new IllegalArgumentException(where + ": \"" + heading + "\" is empty"));
        }

        /// @return the words of a cell, between commas; `—` is none at all
        Set<String> words(String heading) {
            Set<String> words = new LinkedHashSet<>();
            cell(heading)
                    .filter(cell -> !cell.equals("—"))
                    .ifPresent(cell -> words.addAll(List.of(cell.split("\\s*,\\s*"))));
            return words;
        }
    }

    List<TableRow> table(String name) {
        return tables.getOrDefault(name, List.of());
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public String toString() {
        return title;
    }

    static List<Scenario> read(String file, List<String> lines) {
        List<Scenario> scenarios = new ArrayList<>();
        List<String> heading = List.of();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            String where = file + ":" + (index + 1);
            if (line.startsWith("## ")) {
                scenarios.add(new Scenario(where, line.substring(3), new LinkedHashMap<>(), new LinkedHashMap<>()));
            }
            if (!line.startsWith("|")) {
                heading = List.of();
                if (line.startsWith("- ") && !scenarios.isEmpty()) {
                    scenarios.getLast().addSetting(where, line.substring(2));
                }
            } else if (scenarios.isEmpty()) {
                throw new IllegalArgumentException(where + ": a table before the first \"## …\"");
            } else if (heading.isEmpty()) {
                heading = cells(line);
                scenarios.getLast().addTable(where, heading);
            } else if (!line.matches("[|\\s:-]+")) {
                scenarios.getLast().addRow(where, heading, cells(line));
            }
        }
        return scenarios;
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.endsWith("|") ? line.length() - 1 : line.length());
        return List.of(inner.split("\\|", -1)).stream().map(String::strip).toList();
    }

    private void addSetting(String where, String line) {
        String[] parts = line.split(":", 2);
        if (parts.length != 2 || !SETTINGS.contains(parts[0].strip())) {
            throw new IllegalArgumentException(where + ": expected \"- name: value\" with one of " + SETTINGS);
        }
        settings.put(parts[0].strip(), parts[1].strip());
    }

    private void addTable(String where, List<String> heading) {
        Set<String> known = COLUMNS.get(heading.getFirst());
        if (known == null) {
            throw new IllegalArgumentException(where + ": a table begins with one of " + COLUMNS.keySet()
                    + ", not with \"" + heading.getFirst() + "\"");
        }
        if (!known.containsAll(heading)) {
            throw new IllegalArgumentException(where + ": the columns may be " + known + ", but are " + heading);
        }
        if (tables.put(heading.getFirst(), new ArrayList<>()) != null) {
            throw new IllegalArgumentException(where + ": the scenario already has a table " + heading.getFirst());
        }
    }

    private void addRow(String where, List<String> heading, List<String> cells) {
        if (cells.size() != heading.size()) {
            throw new IllegalArgumentException(
                    where + ": the row has " + cells.size() + " cells, its table " + heading.size() + " columns");
        }
        Map<String, String> byHeading = new LinkedHashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isEmpty()) {
                byHeading.put(heading.get(column), cells.get(column));
            }
        }
        tables.get(heading.getFirst()).add(new TableRow(where, byHeading));
    }
}
