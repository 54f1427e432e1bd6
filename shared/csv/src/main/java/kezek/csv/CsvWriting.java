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

/// Writes CSV in UTF-8 as defined by RFC 4180 (comma, CRLF, doubled quotes). The file is safe to open in
/// a spreadsheet.
///
/// A cell that a spreadsheet may interpret as a formula (it starts with `=`, `+`, `-`, `@`, a tab or a
/// carriage return) is prefixed with an apostrophe, even if it is a number. This prevents CSV injection
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). Not thread-safe.
public final class CsvWriting implements Closeable {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Writer out;
    private final int columns;

    private CsvWriting(OutputStream out, int columns) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.columns = columns;
    }

    /// Starts a file with a byte order mark and the header row. Without the mark, Excel reads UTF-8 in
    /// the local code page.
    ///
    /// @param out the output; [#close] closes it
    public static CsvWriting withHeader(OutputStream out, List<String> header) throws IOException {
        CsvWriting writing = new CsvWriting(out, header.size());
        writing.out.write(Blanks.BYTE_ORDER_MARK);
        writing.row(header);
        return writing;
    }

    /// Continues a file that another writer started. It writes no byte order mark and no header, so the
    /// concatenated pages form one file.
    ///
    /// @param out the output; [#close] closes it
    public static CsvWriting continuing(OutputStream out, int columns) {
        return new CsvWriting(out, columns);
    }

    /// @throws IllegalArgumentException if the number of cells differs from the number of columns
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

    /// RFC 4180 does not require quotes around a semicolon or tab. They help readers that guess the
    /// separator.
    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(c -> c == '"' || c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
