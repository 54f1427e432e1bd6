package kezek.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A function.
///
/// @param code the built zip, which may not exist yet
/// @param memory megabytes; also the largest heap of a child JVM
/// @param environment the template's variables, with the names of AWS
/// @param retries of a failed asynchronous invocation
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

        /// Lambda's defaults for a function without `EventInvokeConfig`.
        public static final AsyncRetries STANDARD = new AsyncRetries(2, Optional.empty());
    }
}
