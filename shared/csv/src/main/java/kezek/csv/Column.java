package kezek.csv;

/// A column of one of the three files.
///
/// @param header its name in the header row; compared without regard to case, outer and repeated white
///     space, a byte order mark, and ё or е
/// @param required whether a file without this column is refused; without an optional column every cell of
///     it is blank
public record Column(String header, boolean required) {

    static Column required(String header) {
        return new Column(header, true);
    }

    static Column optional(String header) {
        return new Column(header, false);
    }
}
