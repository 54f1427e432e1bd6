package kezek.imports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kezek.domain.Edition;
import kezek.domain.Failure;
import kezek.waves.WaveStore;

/// One run of one file of an import.
///
/// @param run one version of one object: hash of key and S3 sequencer; a redelivered event is the same run
/// @param key the object's key
/// @param etag the version that is read; another one means that the file was replaced
/// @param sequencer orders the versions of one key, in hexadecimal digits of any length
/// @param kind `business_units`, `managers` or `tickets`; empty until the header was read
/// @param position rows read so far
/// @param counts of a roster file when READ; of a file of tickets: of the open wave
/// @param error why it FAILED
/// @param notes what is odd about its rows and yet accepted, e.g. a manager of an unknown office; for
///     people
/// @param updatedAt when its position last moved, or a pass last began to read it
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
        WaveStore.Counts counts,
        Optional<Failure> error,
        List<String> notes,
        Instant updatedAt) {

    /// The code of a file that the sweeper failed. Only such a file goes on when its message comes again.
    public static final String STALLED = "STOOD_STILL";

    /// How far the file has come.
    public enum State {
        READING,
        READ,
        FAILED,
        /// The object was replaced while it was read; the newer version has a run of its own.
        SUPERSEDED
    }

    /// @return what its rows are the edition of
    public Edition edition() {
        return new Edition(sourceTime, run);
    }

    /// @return the last part of the key
    public String fileName() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
