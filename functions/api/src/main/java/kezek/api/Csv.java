package kezek.api;

import java.util.List;
import java.util.stream.Collectors;

/// Rows of a CSV file (RFC 4180) that people open in a spreadsheet.
final class Csv {

    /// A cell that begins like this is a formula to a spreadsheet, and a formula can send the sheet to anybody.
    /// See <https://owasp.org/www-community/attacks/CSV_Injection>.
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        String safe = isFormula ? "'" + text : text;
        boolean needsQuotes = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';');
        return needsQuotes || isFormula ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
