package kezek.domain;

import java.time.Instant;

/// Where a ticket came from.
///
/// @param channel the channel through which the ticket arrived, such as [#CSV]
/// @param importId the import, or empty
/// @param run identifies one version of one S3 object (hash of key and sequencer), or empty
/// @param row the row in the file, counted from 1 after the header; 0 if the ticket does not come from a
///     file
/// @param sourceTime when the source was written; an older source never overwrites a newer one
public record Origin(String channel, String importId, String run, int row, Instant sourceTime) {

    /// The channel of the rows of a file.
    public static final String CSV = "csv";
}
