package kezek.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses dates in the formats that exports and spreadsheets use. The time of day is dropped.
final class DateCell {

    private static final String TIME =
            "(?:[ T](?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME);
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})" + TIME);

    private DateCell() {}

    /// @param cell `1998-10-02`, `1998-10-02 0:00`, `1998-10-02 00:00:00`, `1998-10-02T00:00:00Z`,
    ///     `02.10.1998`, `02.10.1998 0:00`, or blank
    /// @return the ISO date, or empty for a blank cell
    static String toIso(String cell) throws RejectedRow {
        if (cell.isEmpty()) {
            return "";
        }
        Matcher yearFirst = YEAR_FIRST.matcher(cell);
        if (yearFirst.matches()) {
            return iso(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
        }
        Matcher dayFirst = DAY_FIRST.matcher(cell);
        if (dayFirst.matches()) {
            return iso(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
        }
        throw badDate();
    }

    private static String iso(String year, String month, String day) throws RejectedRow {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString();
        } catch (DateTimeException e) {
            throw badDate();
        }
    }

    private static RejectedRow badDate() {
        return new RejectedRow(
                Row.BAD_DATE,
                "\"" + Columns.BIRTH_DATE.header()
                        + "\" must be a date of the calendar such as 1998-10-02, 1998-10-02 0:00 or 02.10.1998, or blank; correct the cell");
    }
}
