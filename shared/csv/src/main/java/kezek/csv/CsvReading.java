package kezek.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import kezek.domain.TicketContent;
import org.jspecify.annotations.Nullable;

/// Reads one of the three CSV files, from the first byte to the last.
///
/// Reading always starts at row 1, even if only later rows are needed, because the keys of earlier rows
/// determine which rows are duplicates. Every reading of a file therefore finds the same duplicates.
/// Memory use is one row plus 20 to 40 bytes per key. An instance reads its file once and is not
/// thread-safe.
///
/// A malformed file causes an [UnreadableFile]. A failing stream causes an [UncheckedIOException];
/// reading it again may succeed.
public final class CsvReading implements AutoCloseable {

    /// The most rows of business_units.csv and managers.csv. Both files are read into memory.
    public static final int MAX_ROSTER_ROWS = 20_000;

    /// The longest text of a row, in bytes of UTF-8. A ticket must fit into one item of the table,
    /// together with its analysis and verdict.
    public static final int MAX_ROW_BYTES = 64 * 1024;

    private final String fileName;
    private final Records records;
    private final Header header;
    private final FileKind kind;
    private @Nullable List<String> upcoming;
    private boolean taken;

    private CsvReading(String fileName, Records records, Header header, FileKind kind, List<String> firstRow) {
        this.fileName = fileName;
        this.records = records;
        this.header = header;
        this.kind = kind;
        this.upcoming = firstRow;
    }

    /// Opens a file: reads the header and checks that at least one row follows.
    ///
    /// @param in the file in UTF-8, with or without a byte order mark. [#close] closes it, and so does
    ///     this method if it throws
    /// @param fileName a file name, a path or an object key. Its last part determines the kind and
    ///     appears in messages
    /// @throws UnreadableFile if the file is empty, has no rows or is not UTF-8, or if [FileKind#detect]
    ///     refuses its header
    public static CsvReading open(InputStream in, String fileName) {
        String name = FileKind.baseName(fileName);
        try {
            return open(new Records(in, name), name);
        } catch (RuntimeException e) {
            closeAfter(e, in);
            throw e;
        }
    }

    public FileKind kind() {
        return kind;
    }

    /// @return the rows of business_units.csv, in file order
    /// @throws UnreadableFile if the file is truncated or malformed, or has more than [#MAX_ROSTER_ROWS]
    ///     rows
    /// @throws IllegalStateException if the file is of another kind, or its rows were already read
    public List<Row<OfficeRow>> offices() {
        return wholeRoster(RowShape.OFFICE);
    }

    /// @return the rows of managers.csv, in file order
    /// @throws UnreadableFile if the file is truncated or malformed, or has more than [#MAX_ROSTER_ROWS]
    ///     rows
    /// @throws IllegalStateException if the file is of another kind, or its rows were already read
    public List<Row<ManagerRow>> managers() {
        return wholeRoster(RowShape.MANAGER);
    }

    /// @param firstRow the first row to return, counted from 1. Earlier rows are read only for their keys
    /// @return the rows of tickets.csv in file order, read lazily. Its methods throw [UnreadableFile]
    ///     where the file is truncated or malformed
    /// @throws IllegalStateException if the file is of another kind, or its rows were already read
    public Iterator<Row<TicketContent>> tickets(int firstRow) {
        if (firstRow < 1) {
            throw new IllegalArgumentException("firstRow must be 1 or more, but is " + firstRow);
        }
        return rows(RowShape.TICKET, firstRow);
    }

    /// @throws UncheckedIOException if the stream cannot be closed
    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CsvReading open(Records records, String name) {
        List<String> names = records.next();
        if (names == null) {
            throw new UnreadableFile(
                    UnreadableFile.EMPTY_FILE,
                    name + " is empty; expected a header row and at least one row; export the file again");
        }
        Header header = new Header(names);
        FileKind kind = FileKind.detect(name, header);
        List<String> firstRow = records.next();
        if (firstRow == null) {
            throw new UnreadableFile(
                    UnreadableFile.NO_ROWS,
                    name
                            + " has a header but no rows; expected at least one row; check the filter of the export, and export the file again");
        }
        return new CsvReading(name, records, header, kind, firstRow);
    }

    private static void closeAfter(RuntimeException failure, InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private <T> List<Row<T>> wholeRoster(RowShape<T> shape) {
        List<Row<T>> rows = new ArrayList<>();
        Iterator<Row<T>> iterator = rows(shape, 1);
        while (iterator.hasNext()) {
            if (rows.size() == MAX_ROSTER_ROWS) {
                throw new UnreadableFile(
                        UnreadableFile.TOO_MANY_ROWS,
                        fileName + " has more than " + MAX_ROSTER_ROWS + " rows; expected one row for each of the "
                                + (kind == FileKind.MANAGERS ? "managers" : "offices")
                                + "; check that it is the right file");
            }
            rows.add(iterator.next());
        }
        return List.copyOf(rows);
    }

    private <T> Iterator<Row<T>> rows(RowShape<T> shape, int firstRow) {
        if (kind != shape.kind()) {
            throw new IllegalStateException(
                    fileName + " holds " + kind.id() + ", not " + shape.kind().id());
        }
        if (taken) {
            throw new IllegalStateException("the rows of " + fileName + " were taken before; open the file again");
        }
        taken = true;
        return new RowIterator<>(shape, firstRow);
    }

    private final class RowIterator<T> implements Iterator<Row<T>> {

        private final RowShape<T> shape;
        private final KeyRows keys = new KeyRows();
        private int row;

        RowIterator(RowShape<T> shape, int firstRow) {
            this.shape = shape;
            while (row < firstRow - 1 && hasNext()) {
                next();
            }
        }

        @Override
        public boolean hasNext() {
            if (upcoming == null) {
                upcoming = records.next();
            }
            return upcoming != null;
        }

        @Override
        public Row<T> next() {
            if (!hasNext() || upcoming == null) {
                throw new NoSuchElementException(fileName + " has no row after row " + row);
            }
            List<String> cells = upcoming;
            upcoming = null;
            row++;
            try {
                return new Row.Accepted<>(row, value(cells));
            } catch (RejectedRow e) {
                return new Row.Rejected<>(row, e.reasonCode(), e.reason());
            }
        }

        private T value(List<String> raw) throws RejectedRow {
            Cells cells = new Cells(header, raw);
            T value = shape.reader().read(cells);
            int bytes = cells.storedBytes(kind);
            if (bytes > MAX_ROW_BYTES) {
                throw new RejectedRow(
                        Row.TOO_LARGE,
                        "the row's text has " + bytes + " bytes; at most " + MAX_ROW_BYTES
                                + " can be stored; shorten it");
            }
            int earlier = keys.claim(shape.id().apply(value), row);
            if (earlier != 0) {
                throw new RejectedRow(
                        Row.DUPLICATE,
                        "the row has the same key as row " + earlier + ", which counts; delete one of the two");
            }
            return value;
        }
    }
}
