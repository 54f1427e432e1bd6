package kezek.local.lambda;

/// The result of one invocation.
public sealed interface InvocationResult {

    String requestId();

    /// The function's answer, or the JSON that describes its error; at most 6 MB.
    byte[] payload();

    /// @param payload JSON
    record Answered(String requestId, byte[] payload) implements InvocationResult {}

    /// The function threw, timed out or died.
    ///
    /// @param payload `{"errorMessage", "errorType", …}`
    /// @param errorType e.g. `java.lang.IllegalStateException`, or one of [Failed#TIMED_OUT], [Failed#EXITED],
    ///     [Failed#TOO_LARGE]
    record Failed(String requestId, String errorType, byte[] payload) implements InvocationResult {

        public static final String TIMED_OUT = "Sandbox.Timedout";
        public static final String EXITED = "Runtime.ExitError";
        public static final String TOO_LARGE = "Function.ResponseSizeTooLarge";
        public static final String INIT = "Runtime.InitError";

        public boolean timedOut() {
            return errorType.equals(TIMED_OUT);
        }
    }
}
