/// Measures what the analysis and the geocoder say against a labelled CSV file.
@NullMarked
package kezek.local.evaluate;

import org.jspecify.annotations.NullMarked;
