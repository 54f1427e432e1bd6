package kezek.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import kezek.local.lambda.InvocationResult.Failed;

/// Writes the errors of an invocation as Lambda does.
final class ErrorPayload {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorPayload() {}

    static Failed timedOut(String requestId, Duration timeout) {
        return failed(
                requestId,
                Failed.TIMED_OUT,
                "Error: Task timed out after %.2f seconds".formatted(timeout.toMillis() / 1000.0));
    }

    static Failed exited(String requestId, int status) {
        return failed(requestId, Failed.EXITED, "Error: Runtime exited with error: exit status " + status);
    }

    static Failed tooLarge(String requestId, long size) {
        return failed(
                requestId,
                Failed.TOO_LARGE,
                "Response payload size (" + size + " bytes) exceeded maximum allowed payload size ("
                        + FunctionHost.PAYLOAD_LIMIT + " bytes).");
    }

    static Failed init(String requestId, String message) {
        return failed(requestId, Failed.INIT, message);
    }

    /// Describes an exception as the Java runtime does.
    static Failed thrown(String requestId, Throwable thrown) {
        ObjectNode error = JSON.createObjectNode();
        error.put("errorMessage", thrown.getMessage());
        error.put("errorType", thrown.getClass().getName());
        var stack = error.putArray("stackTrace");
        for (StackTraceElement element : thrown.getStackTrace()) {
            stack.add(element.toString());
        }
        return new Failed(requestId, thrown.getClass().getName(), bytes(error));
    }

    /// Passes on an error that the function's runtime reported.
    static Failed reported(String requestId, byte[] payload) {
        return new Failed(requestId, errorType(payload), payload);
    }

    private static Failed failed(String requestId, String type, String message) {
        ObjectNode error = JSON.createObjectNode();
        error.put("errorType", type);
        error.put("errorMessage", "RequestId: " + requestId + " " + message);
        return new Failed(requestId, type, bytes(error));
    }

    private static String errorType(byte[] payload) {
        try {
            JsonNode error = JSON.readTree(payload);
            return error.path("errorType").asText("Unknown");
        } catch (IOException e) {
            // The runtime reports JSON. Any other content is passed on unchanged.
            return "Unknown";
        }
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
