/// Measures the analysis and the geocoder against a labelled CSV file.
@NullMarked
package kezek.local.evaluate;

import org.jspecify.annotations.NullMarked;
