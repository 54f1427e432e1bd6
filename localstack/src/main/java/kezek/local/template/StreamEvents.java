package kezek.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Records of a table's stream.
///
/// @param table logical id
/// @param fromBeginning `TRIM_HORIZON`; else `LATEST`
/// @param window how long to gather a batch
/// @param parallelization batches in flight at once; records of one key stay in order
/// @param maximumRetries empty: as long as the stream keeps the record
/// @param patterns JSON of Lambda's event filtering; a record is kept if one of them matches, or there is none
/// @param onFailureQueue logical id
public record StreamEvents(
        String name,
        String table,
        boolean fromBeginning,
        int batchSize,
        Duration window,
        int parallelization,
        boolean partialResponses,
        boolean bisect,
        OptionalInt maximumRetries,
        List<String> patterns,
        Optional<String> onFailureQueue)
        implements EventSource {

    public StreamEvents {
        patterns = List.copyOf(patterns);
    }
}
