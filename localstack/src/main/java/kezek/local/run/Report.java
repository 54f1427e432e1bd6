package kezek.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Prints the result of an import.
final class Report {

    /// A longer table is too long to read on a screen. The export contains all tickets.
    private static final int MOST_TICKETS = 200;

    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("row", 4),
            new TableColumn("ticket", 8),
            new TableColumn("segment", 8),
            new TableColumn("lang", 4),
            new TableColumn("category", 30),
            new TableColumn("prio", 4),
            new TableColumn("office", 18),
            new TableColumn("manager", 24));

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    private record TableColumn(String name, int width) {}

    /// Prints who got which ticket, and why.
    void tickets(List<JsonNode> tickets) {
        StringBuilder header = new StringBuilder();
        COLUMNS.forEach(
                column -> header.append(padded(column.name(), column.width())).append("  "));
        out.println(header.append("why"));
        tickets.stream().limit(MOST_TICKETS).forEach(ticket -> out.println(row(ticket)));
        if (tickets.size() > MOST_TICKETS) {
            out.println("… and " + (tickets.size() - MOST_TICKETS) + " more; --export FILE writes them all");
        }
        out.println();
    }

    private static String row(JsonNode ticket) {
        JsonNode analysis = ticket.path("ai_analysis");
        JsonNode assignment = ticket.path("assignment");
        List<String> cells = List.of(
                text(ticket, "row"),
                text(ticket, "client_guid"),
                text(ticket, "segment"),
                text(analysis, "language"),
                text(analysis, "category"),
                text(analysis, "priority"),
                assignment.has("business_unit_name") ? text(assignment, "business_unit_name") : "—",
                assignment.has("manager_name")
                        ? text(assignment, "manager_name")
                        : ticket.get("stage").asText());
        StringBuilder line = new StringBuilder();
        for (int index = 0; index < COLUMNS.size(); index++) {
            line.append(padded(cells.get(index), COLUMNS.get(index).width())).append("  ");
        }
        return line.append(why(ticket)).toString();
    }

    private static String why(JsonNode ticket) {
        return Optional.of(text(ticket.path("assignment"), "reason"))
                .filter(reason -> !reason.isEmpty())
                .orElseGet(() -> text(ticket.path("problem"), "message"));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asText();
    }

    private static String padded(String text, int width) {
        int length = text.codePointCount(0, text.length());
        return length > width
                ? text.substring(0, text.offsetByCodePoints(0, width))
                : text + " ".repeat(width - length);
    }

    /// Prints the outcome of the rows of each file.
    void files(JsonNode view) {
        for (JsonNode file : view.get("files")) {
            out.printf(
                    "%-20s %6d rows: %d accepted, %d unchanged, %d rejected%s%n",
                    file.get("name").asText(),
                    file.get("rows").asLong(),
                    file.get("accepted").asLong(),
                    file.get("unchanged").asLong(),
                    file.get("rejected").asLong(),
                    file.get("retried").asLong() > 0
                            ? ", " + file.get("retried").asLong() + " tried again"
                            : "");
            file.path("error").properties().stream()
                    .filter(entry -> entry.getKey().equals("message"))
                    .forEach(entry -> out.println("    " + entry.getValue().asText()));
            file.path("notes").forEach(note -> out.println("    " + note.asText()));
            file.path("rejects")
                    .forEach(
                            reject -> out.println("    row " + reject.get("row").asInt() + ": "
                                    + reject.get("reason").asText()));
        }
        if (isNothingNew(view)) {
            out.println("Nothing has changed since the last import of this folder.");
        }
    }

    private static boolean isNothingNew(JsonNode view) {
        long rows = 0;
        long unchanged = 0;
        for (JsonNode file : view.get("files")) {
            rows += file.get("rows").asLong();
            unchanged += file.get("unchanged").asLong();
        }
        return rows > 0 && rows == unchanged;
    }

    void stages(JsonNode view) {
        StringBuilder line = new StringBuilder("Tickets: ");
        view.get("stages")
                .properties()
                .forEach(stage -> line.append(stage.getValue().asLong())
                        .append(' ')
                        .append(stage.getKey().toLowerCase(Locale.ROOT))
                        .append("  "));
        out.println(line.toString().strip());
    }
}
