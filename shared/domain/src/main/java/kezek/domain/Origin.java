package kezek.domain;

import java.time.Instant;

/// Where a ticket came from.
///
/// @param channel the way in, such as [#CSV]
/// @param importId the import, or empty
/// @param run one version of one object (hash of key and S3 sequencer), or empty
/// @param row the row in the file, 1 being the first after the header; 0 if there is none
/// @param sourceTime when the source was written: an older source never overwrites a newer one
public record Origin(String channel, String importId, String run, int row, Instant sourceTime) {

    /// The channel of the rows of a file.
    public static final String CSV = "csv";
}
