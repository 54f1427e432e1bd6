package kezek.local.lambda;

import java.util.List;

/// Runs functions, each in environments that handle one invocation at a time.
public interface FunctionHost extends AutoCloseable {

    /// What Lambda takes and gives in a synchronous call, in bytes.
    int PAYLOAD_LIMIT = 6 * 1024 * 1024;

    /// What Lambda takes in an asynchronous call, in bytes.
    int ASYNC_PAYLOAD_LIMIT = 1024 * 1024;

    /// Runs the function once. Waits while all environments that the function may have are busy; its timeout counts
    /// from when one is ready.
    ///
    /// @param function logical id
    /// @param event JSON, at most [#PAYLOAD_LIMIT] bytes
    /// @throws PayloadTooLargeException if the event is larger
    /// @throws IllegalStateException if the host is closed
    InvocationResult invoke(String function, byte[] event) throws InterruptedException;

    /// Makes an environment ready, so that the first invocation need not wait for one.
    void warm(String function) throws InterruptedException;

    /// The processes in which the function runs at the moment; empty where it has none of its own.
    List<ProcessHandle> processes(String function);

    /// Ends all environments, at once.
    @Override
    void close();
}
