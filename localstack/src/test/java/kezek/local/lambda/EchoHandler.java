package kezek.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/// A handler that does what its event says, for the tests of the hosts. It uses only the JDK and the
/// runtime's interface, so its zip needs nothing else.
public final class EchoHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static int calls;

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        calls++;
        switch (String.valueOf(event.get("do"))) {
            case "throw" -> throw new IllegalStateException("told to");
            case "hang" -> hang();
            case "exit" -> Runtime.getRuntime().halt(3);
            case "much" -> {
                return Map.of("text", "x".repeat(FunctionLimits.TOO_MUCH));
            }
            case "log" -> System.out.println("a line, Қазақша");
            default -> {}
        }
        return Map.of(
                "pid", ProcessHandle.current().pid(),
                "calls", calls,
                "requestId", context.getAwsRequestId(),
                "remaining", context.getRemainingTimeInMillis(),
                "function", context.getFunctionName(),
                "table", String.valueOf(System.getenv("TABLE_NAME")),
                "home", String.valueOf(System.getenv("HOME")),
                "event", event);
    }

    private static void hang() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    /// A separate class, so that the zip contains more than one.
    static final class FunctionLimits {
        static final int TOO_MUCH = 7 * 1024 * 1024;
    }
}
