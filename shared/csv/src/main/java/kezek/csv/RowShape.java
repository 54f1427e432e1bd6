package kezek.csv;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kezek.domain.Address;
import kezek.domain.Ids;
import kezek.domain.TicketContent;

/// Converts the rows of one kind of file to values.
///
/// @param id returns the id that identifies the value within its file
record RowShape<T>(FileKind kind, ValueReader<T> reader, Function<T, String> id) {

    static final RowShape<OfficeRow> OFFICE = new RowShape<>(FileKind.BUSINESS_UNITS, RowShape::office, OfficeRow::id);
    static final RowShape<ManagerRow> MANAGER = new RowShape<>(FileKind.MANAGERS, RowShape::manager, ManagerRow::id);
    static final RowShape<TicketContent> TICKET =
            new RowShape<>(FileKind.TICKETS, RowShape::ticket, content -> Ids.ticket(content.clientGuid()));

    /// Spreadsheets write a whole number as `3`, or as `3.0` or `3,00` if it is the result of a formula.
    private static final Pattern WHOLE_NUMBER = Pattern.compile("(\\d{1,9})(?:[.,]0+)?");

    private static final Pattern SKILL_SEPARATOR = Pattern.compile("[,;/]");

    @FunctionalInterface
    interface ValueReader<T> {
        T read(Cells cells) throws RejectedRow;
    }

    private static OfficeRow office(Cells cells) throws RejectedRow {
        return new OfficeRow(cells.key(Columns.OFFICE), cells.get(Columns.OFFICE_ADDRESS));
    }

    private static ManagerRow manager(Cells cells) throws RejectedRow {
        return new ManagerRow(
                cells.key(Columns.MANAGER_NAME),
                cells.get(Columns.POSITION),
                cells.key(Columns.OFFICE),
                skills(cells.get(Columns.SKILLS)),
                load(cells.get(Columns.BASELINE)));
    }

    private static TicketContent ticket(Cells cells) throws RejectedRow {
        return new TicketContent(
                cells.key(Columns.GUID).toLowerCase(Locale.ROOT),
                cells.get(Columns.GENDER),
                DateCell.toIso(cells.get(Columns.BIRTH_DATE)),
                cells.get(Columns.DESCRIPTION),
                cells.get(Columns.ATTACHMENT),
                cells.get(Columns.SEGMENT),
                new Address(
                        cells.get(Columns.COUNTRY),
                        cells.get(Columns.REGION),
                        cells.get(Columns.CITY),
                        cells.get(Columns.STREET),
                        cells.get(Columns.HOUSE)));
    }

    private static Set<String> skills(String cell) {
        return SKILL_SEPARATOR
                .splitAsStream(cell)
                .map(CellText::clean)
                .filter(skill -> !skill.isEmpty())
                .map(skill -> skill.toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int load(String cell) throws RejectedRow {
        if (cell.isEmpty()) {
            return 0;
        }
        var number = WHOLE_NUMBER.matcher(cell);
        if (!number.matches()) {
            throw new RejectedRow(
                    Row.BAD_LOAD,
                    "\"" + Columns.BASELINE.header()
                            + "\" must be a whole number from 0 to 999999999, or blank for 0; correct the cell");
        }
        return Integer.parseInt(number.group(1));
    }
}
