package kezek.local.lambda;

import java.util.List;

/// Runs functions in environments. An environment handles one invocation at a time.
public interface FunctionHost extends AutoCloseable {

    /// Lambda's limit of the event and of the answer of a synchronous invocation, in bytes.
    int PAYLOAD_LIMIT = 6 * 1024 * 1024;

    /// Lambda's limit of the event of an asynchronous invocation, in bytes.
    int ASYNC_PAYLOAD_LIMIT = 1024 * 1024;

    /// Runs the function once. Waits while all of the function's environments are busy. The function's
    /// timeout begins when an environment is ready.
    ///
    /// @param function logical id
    /// @param event JSON, at most [#PAYLOAD_LIMIT] bytes
    /// @throws PayloadTooLargeException if the event is larger
    /// @throws IllegalStateException if the host is closed
    InvocationResult invoke(String function, byte[] event) throws InterruptedException;

    /// Starts an environment, so that the first invocation does not wait for a cold start.
    void warm(String function) throws InterruptedException;

    /// The processes that run the function at the moment; empty if the function has no process of its
    /// own.
    List<ProcessHandle> processes(String function);

    /// Ends all environments at once.
    @Override
    void close();
}
