package kezek.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Records of a table's stream.
///
/// @param table logical id
/// @param fromBeginning `TRIM_HORIZON` if true, otherwise `LATEST`
/// @param window how long to gather a batch
/// @param parallelization number of concurrent batches; records of one key stay in order
/// @param maximumRetries empty: as long as the stream keeps the record
/// @param patterns JSON of Lambda's event filtering; a record passes if it matches one of them, or if
///     there are none
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
