/// Reading the three CSV files as people really export them, and writing CSV that is safe to open in a
/// spreadsheet. No AWS, no clock.
@NullMarked
package kezek.intake;

import org.jspecify.annotations.NullMarked;
