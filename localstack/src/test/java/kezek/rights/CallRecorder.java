package kezek.rights;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// The SDK puts one of these into each client that it makes in this JVM. It keeps the calls of the clients
/// that a function makes while its handler is built, and of nobody else's.
public final class CallRecorder implements ExecutionInterceptor {

    private static final ThreadLocal<@Nullable Set<Call>> OWNER = new ThreadLocal<>();

    private final @Nullable Set<Call> calls = OWNER.get();

    /// @param operation e.g. `TransactWriteItems`
    record Call(String service, String operation, SdkRequest request) {}

    /// Builds a handler whose clients are recorded.
    static <T> T recorded(Set<Call> calls, Supplier<T> building) {
        OWNER.set(calls);
        try {
            return building.get();
        } finally {
            OWNER.remove();
        }
    }

    static Set<Call> newCalls() {
        return ConcurrentHashMap.newKeySet();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (calls != null) {
            calls.add(new Call(
                    attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                    context.request()));
        }
    }
}
