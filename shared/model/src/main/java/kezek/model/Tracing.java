package kezek.model;

import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;

/// Records each call of the model. Implementations are safe for use by many threads, and neither block nor
/// throw.
@FunctionalInterface
public interface Tracing {

    /// Records nothing.
    Tracing NONE = call -> {};

    /// Reads `LANGFUSE_ENABLED` (`true` or `false`, the default), `LANGFUSE_PUBLIC_KEY`,
    /// `LANGFUSE_SECRET_KEY` and `LANGFUSE_BASE_URL` (default: Langfuse's cloud in the EU).
    ///
    /// @param function the function that calls the model, such as `classify`; names the service in traces
    /// @return [#NONE] unless Langfuse is enabled
    /// @throws IllegalStateException if it is enabled and a key is missing
    /// @throws IllegalArgumentException if a variable has an invalid value; the message names it
    static Tracing from(Settings settings, String function, ExecutionContext execution) {
        return Langfuse.from(settings, function, execution)
                .<Tracing>map(langfuse -> langfuse)
                .orElse(NONE);
    }

    void record(ModelCall call);

    /// Sends what was recorded. Call it at the end of each invocation, because Lambda may freeze the
    /// environment afterwards.
    default void flush() {}
}
