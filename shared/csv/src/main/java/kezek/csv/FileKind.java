package kezek.csv;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The three files that Kezek reads, with the headers of the original task.
public enum FileKind {
    BUSINESS_UNITS("business_units", List.of(Columns.OFFICE, Columns.OFFICE_ADDRESS)),
    MANAGERS(
            "managers",
            List.of(Columns.MANAGER_NAME, Columns.POSITION, Columns.OFFICE, Columns.SKILLS, Columns.BASELINE)),
    TICKETS(
            "tickets",
            List.of(
                    Columns.GUID,
                    Columns.GENDER,
                    Columns.BIRTH_DATE,
                    Columns.DESCRIPTION,
                    Columns.ATTACHMENT,
                    Columns.SEGMENT,
                    Columns.COUNTRY,
                    Columns.REGION,
                    Columns.CITY,
                    Columns.STREET,
                    Columns.HOUSE));

    private final String id;
    private final List<Column> columns;

    FileKind(String id, List<Column> columns) {
        this.id = id;
        this.columns = columns;
    }

    /// @return the stable name in JSON and in the table: `business_units`, `managers`, `tickets`
    public String id() {
        return id;
    }

    /// @return the reserved file name of this kind, such as `tickets.csv`. A file of this name is always
    ///     read as this kind
    public String fileName() {
        return id + ".csv";
    }

    public List<Column> columns() {
        return columns;
    }

    /// @param path a file name, a path or an object key. Only the last part is compared, ignoring case
    /// @return the kind that has this file name, or empty
    public static Optional<FileKind> ofFileName(String path) {
        String name = baseName(path).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.fileName().equals(name))
                .findFirst();
    }

    /// Detects the kind of a file, by its name if it is one of the three reserved names, otherwise by its
    /// header.
    ///
    /// @param header the raw cells of the header row
    /// @throws UnreadableFile if the header and the name belong to different kinds (`OTHER_KIND`), if a
    ///     required column is missing (`MISSING_COLUMN`) or repeated (`REPEATED_COLUMN`), or if neither
    ///     the name nor the header identifies a kind (`UNKNOWN_KIND`)
    public static FileKind detect(String fileName, List<String> header) {
        return detect(baseName(fileName), new Header(header));
    }

    static FileKind detect(String name, Header header) {
        FileKind kind = ofFileName(name)
                .or(() -> complete(header))
                .or(() -> nearest(header))
                .orElseThrow(() -> unknownKind(name));
        List<Column> missing = header.missing(kind);
        if (!missing.isEmpty()) {
            throw complete(header)
                    .map(other -> otherKind(name, kind, other))
                    .orElseGet(() -> missingColumn(name, missing, header));
        }
        header.firstRepeated(kind).ifPresent(column -> {
            throw repeatedColumn(name, column);
        });
        return kind;
    }

    static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Optional<FileKind> complete(Header header) {
        return Arrays.stream(values())
                .filter(kind -> header.missing(kind).isEmpty())
                .max(Comparator.comparingLong(header::matches));
    }

    /// A single common column identifies no kind, because two of the files have an office column.
    private static Optional<FileKind> nearest(Header header) {
        return Arrays.stream(values())
                .filter(kind -> header.matches(kind) > 1)
                .max(Comparator.comparingLong(header::matches));
    }

    private static UnreadableFile unknownKind(String name) {
        String expected = Arrays.stream(values())
                .map(kind -> kind.fileName() + " ("
                        + quoted(kind.columns.stream().map(Column::header).toList()) + ")")
                .collect(Collectors.joining(", "));
        return new UnreadableFile(
                UnreadableFile.UNKNOWN_KIND,
                name + " is none of the three files by name or by header; expected " + expected
                        + "; rename the file or mend its header row; see README, \"The three files\"");
    }

    private static UnreadableFile otherKind(String name, FileKind kind, FileKind other) {
        return new UnreadableFile(
                UnreadableFile.OTHER_KIND,
                name + " has the columns of " + other.fileName() + "; expected those of " + kind.fileName() + ": "
                        + quoted(kind.columns.stream().map(Column::header).toList())
                        + "; check which file was saved under which name");
    }

    /// The message quotes the header only if at least one column is known. In a file without a header,
    /// the first row contains client data.
    private static UnreadableFile missingColumn(String name, List<Column> missing, Header header) {
        String found =
                header.knowsAny() ? "found: " + quoted(header.shown()) : "its first row does not look like a header";
        return new UnreadableFile(
                UnreadableFile.MISSING_COLUMN,
                name + " has no column "
                        + quoted(missing.stream().map(Column::header).toList()) + "; " + found
                        + "; see README, \"The three files\"");
    }

    private static UnreadableFile repeatedColumn(String name, Column column) {
        return new UnreadableFile(
                UnreadableFile.REPEATED_COLUMN,
                name + " has the column \"" + column.header() + "\" twice; delete or rename one of them");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}
