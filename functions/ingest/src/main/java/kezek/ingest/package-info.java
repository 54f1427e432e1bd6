/// Reads the CSV files that are put into the bucket.
@NullMarked
package kezek.ingest;

import org.jspecify.annotations.NullMarked;
