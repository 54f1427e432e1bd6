package kezek.csv;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kezek.text.Blanks;

/// Writes CSV as RFC 4180 has it (comma, CRLF, doubled quotes) in UTF-8, safe to open in a spreadsheet.
///
/// A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return) gets an apostrophe in front, numbers too: whoever wrote the text must not run anything
/// on the reader's machine (OWASP, "CSV Injection"). Not thread-safe.
public final class CsvWriting implements Closeable {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Writer out;
    private final int columns;

    private CsvWriting(OutputStream out, int columns) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.columns = columns;
    }

    /// Begins a file: a byte order mark, without which Excel takes UTF-8 for the local code page, and the
    /// header row.
    ///
    /// @param out closed with this writing
    public static CsvWriting withHeader(OutputStream out, List<String> header) throws IOException {
        CsvWriting writing = new CsvWriting(out, header.size());
        writing.out.write(Blanks.BYTE_ORDER_MARK);
        writing.row(header);
        return writing;
    }

    /// Goes on with a file that was begun elsewhere: no byte order mark and no header, so that pages put
    /// together are one file.
    ///
    /// @param out closed with this writing
    public static CsvWriting continuing(OutputStream out, int columns) {
        return new CsvWriting(out, columns);
    }

    /// @throws IllegalArgumentException when there are more or fewer cells than columns
    public void row(List<String> cells) throws IOException {
        if (cells.size() != columns) {
            throw new IllegalArgumentException("the row must have " + columns + " cells, but has " + cells.size());
        }
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(quoted(guarded(cells.get(i))));
        }
        out.write("\r\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static String guarded(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /// Semicolon and tab need no quotes by the RFC, but keep a reader that guesses the separator from
    /// guessing wrong.
    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(c -> c == '"' || c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
