package kezek.csv;

/// A file that cannot be read at all. It fails as a whole; trying again does not help, another file does.
///
/// The message names the file, the column or row, and the remedy, and nothing of a client.
public final class UnreadableFile extends RuntimeException {

    /// A required column is not in the header.
    public static final String MISSING_COLUMN = "MISSING_COLUMN";

    /// A column stands in the header twice, so nobody can tell which one counts.
    public static final String REPEATED_COLUMN = "REPEATED_COLUMN";

    /// Not a single line.
    public static final String EMPTY_FILE = "EMPTY_FILE";

    /// A header, and nothing under it.
    public static final String NO_ROWS = "NO_ROWS";

    /// The name says one of the three files, the header another.
    public static final String OTHER_KIND = "OTHER_KIND";

    /// Neither name nor header says which of the three files it is.
    public static final String UNKNOWN_KIND = "UNKNOWN_KIND";

    /// Windows-1251, UTF-16, a workbook, …
    public static final String NOT_UTF8 = "NOT_UTF8";

    /// A quoted cell that is never closed, or goes on after its closing quote.
    public static final String BROKEN_CSV = "BROKEN_CSV";

    /// More than [CsvReading#MAX_ROSTER_ROWS] offices or managers.
    public static final String TOO_MANY_ROWS = "TOO_MANY_ROWS";

    private final String code;

    public UnreadableFile(String code, String message) {
        super(message);
        this.code = code;
    }

    /// @return for programs: one of the constants of this class
    public String code() {
        return code;
    }
}
