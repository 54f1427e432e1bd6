package kezek.rights;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// The SDK puts one of these into each client that it makes in this JVM. It keeps what the clients of one
/// function need, those that are made while its handler is built, and nothing of anybody else's.
public final class CallRecorder implements ExecutionInterceptor {

    private static final ThreadLocal<@Nullable Set<Right>> OWNER = new ThreadLocal<>();

    private final @Nullable Set<Right> rights = OWNER.get();

    /// Builds a handler whose clients are recorded.
    ///
    /// @param rights thread-safe
    static <T> T recorded(Set<Right> rights, Supplier<T> building) {
        OWNER.set(rights);
        try {
            return building.get();
        } finally {
            OWNER.remove();
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (rights != null) {
            Right.of(
                            attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                            context.request())
                    .forEach(rights::add);
        }
    }
}
