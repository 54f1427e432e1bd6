/// Reads the three CSV files leniently, as exports and spreadsheets write them, and writes CSV that is
/// safe to open in a spreadsheet. Uses neither AWS nor a clock.
@NullMarked
package kezek.csv;

import org.jspecify.annotations.NullMarked;
