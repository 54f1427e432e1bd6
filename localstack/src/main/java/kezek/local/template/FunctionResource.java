package kezek.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A function.
///
/// @param code the zip that the build makes; it may not exist yet
/// @param memory megabytes; becomes the largest heap of a child JVM
/// @param environment as the template says, with the names that AWS would give
/// @param retries what happens after a failed asynchronous call
public record FunctionResource(
        String logicalId,
        String name,
        String arn,
        String handler,
        Path code,
        Duration timeout,
        int memory,
        Map<String, String> environment,
        List<EventSource> events,
        AsyncRetries retries) {

    public FunctionResource {
        environment = Map.copyOf(environment);
        events = List.copyOf(events);
    }

    /// `EventInvokeConfig`.
    ///
    /// @param maximumRetries 0 to 2
    /// @param onFailureQueue logical id
    public record AsyncRetries(int maximumRetries, Optional<String> onFailureQueue) {

        /// What Lambda does for a function that has no `EventInvokeConfig`.
        public static final AsyncRetries STANDARD = new AsyncRetries(2, Optional.empty());
    }
}
