/// Reads the three CSV files as people really export them, and writes CSV that is safe to open in a
/// spreadsheet. No AWS, no clock.
@NullMarked
package kezek.csv;

import org.jspecify.annotations.NullMarked;
