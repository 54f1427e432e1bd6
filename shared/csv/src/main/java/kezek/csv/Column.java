package kezek.csv;

/// A column of one of the three files.
///
/// @param header its name in the header row. The comparison ignores case, surrounding and repeated white
///     space, a byte order mark, and the difference between ё and е
/// @param required whether a file without this column is refused. If an optional column is missing, its
///     cells are blank
public record Column(String header, boolean required) {

    static Column required(String header) {
        return new Column(header, true);
    }

    static Column optional(String header) {
        return new Column(header, false);
    }
}
