package kezek.csv;

/// The result of reading one row of a file: accepted or rejected.
///
/// @param <T> the type of an accepted row: [OfficeRow], [ManagerRow] or [kezek.domain.TicketContent]
public sealed interface Row<T> {

    /// The key column or the whole row is blank.
    String NO_KEY = "NO_KEY";

    /// The load is not a whole number from 0 to 999,999,999.
    String BAD_LOAD = "BAD_LOAD";

    /// The date has an unknown format, or does not exist.
    String BAD_DATE = "BAD_DATE";

    /// An earlier accepted row of the file has the same key. The first row wins.
    String DUPLICATE = "DUPLICATE";

    /// There are cells to the right of the last column.
    String WRONG_CELL_COUNT = "WRONG_CELL_COUNT";

    /// The row's text is longer than [CsvReading#MAX_ROW_BYTES], or its key than 200 characters.
    String TOO_LARGE = "TOO_LARGE";

    /// @return the number of the row, counted from 1 after the header. A row is a record and not a line,
    ///     because cells may contain line breaks
    int row();

    record Accepted<T>(int row, T value) implements Row<T> {}

    /// @param reasonCode one of the constants of [Row]
    /// @param message a human-readable message that says what was wrong and what was expected. It names
    ///     columns and rows, and contains no client data
    record Rejected<T>(int row, String reasonCode, String message) implements Row<T> {}
}
