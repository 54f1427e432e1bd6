package kezek.classify;

/// Who is told of each call of the model. Implementations are safe for use by many threads, and neither
/// block nor throw.
@FunctionalInterface
interface Tracing {

    /// Nobody is told.
    Tracing NONE = call -> {};

    void record(ModelCall call);

    /// Sends what was recorded. Called at the end of each invocation: afterwards the environment may be
    /// frozen.
    default void flush() {}
}
