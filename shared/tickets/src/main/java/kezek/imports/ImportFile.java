package kezek.imports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.waves.RowCounts;

/// One run of one file of an import.
///
/// @param run one version of one object, as a hash of key and S3 sequencer; a redelivered event is the same run
/// @param key of the object
/// @param etag of the version that is read; another one means that the file was replaced
/// @param sequencer orders the versions of one key, in hexadecimal digits of any length
/// @param kind `business_units`, `managers` or `tickets`; empty until the header was read
/// @param position rows read so far
/// @param counts of a roster file when READ; of a file of tickets: of the open wave
/// @param error why it FAILED; else empty
/// @param notes for people, about rows that are odd and yet accepted, such as a manager of an unknown office
/// @param updatedAt when its position moved last, or a pass began to read it last
public record ImportFile(
        String importId,
        String run,
        String key,
        String etag,
        String sequencer,
        Instant sourceTime,
        Optional<String> kind,
        State state,
        int position,
        RowCounts counts,
        Optional<Failure> error,
        List<String> notes,
        Instant updatedAt) {

    /// The code of a file that the sweeper ended. Only such a file goes on if its message comes again.
    public static final String STALLED = "STOOD_STILL";

    /// How far the file has come.
    public enum State {
        READING,
        READ,
        FAILED,
        /// The object was replaced while it was read. The newer version has a run of its own.
        SUPERSEDED
    }

    /// @return the edition that its rows are
    public Edition edition() {
        return new Edition(sourceTime, run);
    }

    /// @return the last part of the key
    public String fileName() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
