package kezek.csv;

/// Thrown if a file cannot be read. The whole file fails, and a retry fails as well, so the file must be
/// corrected.
///
/// The message names the file, the column or row, and the remedy. It contains no client data.
public final class UnreadableFile extends RuntimeException {

    /// A required column is not in the header.
    public static final String MISSING_COLUMN = "MISSING_COLUMN";

    /// The header contains a column twice.
    public static final String REPEATED_COLUMN = "REPEATED_COLUMN";

    /// The file is empty, or contains only blank lines.
    public static final String EMPTY_FILE = "EMPTY_FILE";

    /// The file has a header but no rows.
    public static final String NO_ROWS = "NO_ROWS";

    /// The file name and the header belong to different kinds of files.
    public static final String OTHER_KIND = "OTHER_KIND";

    /// Neither the name nor the header identifies the kind of the file.
    public static final String UNKNOWN_KIND = "UNKNOWN_KIND";

    /// The file is not UTF-8. For example, it is windows-1251, UTF-16 or an Excel workbook.
    public static final String NOT_UTF8 = "NOT_UTF8";

    /// A quoted cell is never closed, continues after its closing quote, or is too long.
    public static final String BROKEN_CSV = "BROKEN_CSV";

    /// More than [CsvReading#MAX_ROSTER_ROWS] offices or managers.
    public static final String TOO_MANY_ROWS = "TOO_MANY_ROWS";

    private final String code;

    public UnreadableFile(String code, String message) {
        super(message);
        this.code = code;
    }

    /// @return one of the constants of this class
    public String code() {
        return code;
    }
}
