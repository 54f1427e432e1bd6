package kezek.rights;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// The SDK adds this interceptor to each client in this JVM. It records the calls of clients that were
/// created while the handler of a function was built, and no others.
public final class CallRecorder implements ExecutionInterceptor {

    private static final ThreadLocal<@Nullable Set<Right>> OWNER = new ThreadLocal<>();

    private final @Nullable Set<Right> rights = OWNER.get();

    /// Builds a handler and records the calls of its clients.
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
