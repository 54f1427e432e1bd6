package kezek.csv;

/// What became of one row of a file.
///
/// @param <T> what the row says: [OfficeRow], [ManagerRow] or [kezek.domain.TicketContent]
public sealed interface Row<T> {

    /// The key column is blank, or the whole row is.
    String NO_KEY = "NO_KEY";

    /// The load is not a whole number from 0 to 999,999,999.
    String BAD_LOAD = "BAD_LOAD";

    /// The date is in none of the known formats, or not in the calendar.
    String BAD_DATE = "BAD_DATE";

    /// An earlier accepted row of the file has the same key: the first wins.
    String DUPLICATE = "DUPLICATE";

    /// There are cells to the right of the last column.
    String WRONG_CELL_COUNT = "WRONG_CELL_COUNT";

    /// The row's text is longer than [CsvReading#MAX_ROW_BYTES], or its key than 200 characters.
    String TOO_LARGE = "TOO_LARGE";

    /// @return the number of the row; 1 is the first after the header. A row is a record, not a line: cells
    ///     may hold line breaks
    int row();

    record Accepted<T>(int row, T value) implements Row<T> {}

    /// @param reasonCode for programs: one of the constants of [Row]
    /// @param message for people: what was wrong, what was expected; names columns and rows, and nothing of
    ///     a client
    record Rejected<T>(int row, String reasonCode, String message) implements Row<T> {}
}
