package kezek.local.lambda;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs the handler classes in this JVM, for fast tests. Each environment is one handler object. It does
/// not test the class path of the zip, the static state of an environment and its environment variables,
/// as child JVMs do. A function that times out is interrupted, but its thread lives on until the function
/// returns.
public final class InProcessHost implements FunctionHost {

    private final Map<String, EnvironmentPool> pools = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<LocalFunction, Object> handlers;
    private final FunctionLog log;
    private final int maxEnvironments;

    /// @param handlers creates the handler object of a function; see [#fromClassPath]
    /// @param maxEnvironments of each function at a time
    public InProcessHost(
            List<LocalFunction> functions,
            Function<LocalFunction, Object> handlers,
            int maxEnvironments,
            FunctionLog log) {
        this.handlers = handlers;
        this.log = log;
        this.maxEnvironments = maxEnvironments;
        functions.forEach(function -> pools.put(function.id(), new EnvironmentPool(function)));
    }

    /// Creates the handler that the template names, from this class path. It uses the constructor that
    /// takes the environment, a `Map<String, String>`, because a JVM cannot change its own variables. If
    /// there is none, it uses the constructor without parameters.
    public static Object fromClassPath(LocalFunction function) {
        String name = function.resource().handler().replaceFirst("::.*", "");
        try {
            Class<?> type = Class.forName(name);
            Constructor<?> constructor = environmentConstructor(type);
            return constructor == null
                    ? type.getConstructor().newInstance()
                    : constructor.newInstance(function.environment());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + name + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot make the handler of " + function.id() + ", " + name
                            + "; it must be on the class path, with a public constructor of no argument or of Map<String, String>",
                    e);
        }
    }

    @Override
    public InvocationResult invoke(String function, byte[] event) throws InterruptedException {
        if (event.length > PAYLOAD_LIMIT) {
            throw new PayloadTooLargeException(function, event.length, PAYLOAD_LIMIT);
        }
        EnvironmentPool pool = pool(function);
        pool.permits.acquire();
        try {
            return pool.invoke(event);
        } finally {
            pool.permits.release();
        }
    }

    @Override
    public void warm(String function) {
        EnvironmentPool pool = pool(function);
        pool.giveBack(pool.take());
    }

    @Override
    public List<ProcessHandle> processes(String function) {
        return List.of();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static @Nullable Constructor<?> environmentConstructor(Class<?> type) {
        try {
            return type.getConstructor(Map.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private EnvironmentPool pool(String function) {
        EnvironmentPool pool = pools.get(function);
        if (pool == null) {
            throw new IllegalArgumentException("there is no function " + function + "; there are: " + pools.keySet());
        }
        return pool;
    }

    private record Environment(String id, HandlerCode code) {}

    private final class EnvironmentPool {

        private final LocalFunction function;
        private final Semaphore permits = new Semaphore(maxEnvironments, true);
        private final Deque<Environment> idle = new ArrayDeque<>();
        private final AtomicInteger count = new AtomicInteger();

        EnvironmentPool(LocalFunction function) {
            this.function = function;
        }

        InvocationResult invoke(byte[] event) throws InterruptedException {
            String requestId = UUID.randomUUID().toString();
            Environment environment;
            try {
                environment = take();
            } catch (IllegalStateException e) {
                return ErrorPayload.init(requestId, String.valueOf(e.getMessage()));
            }
            Duration timeout = function.resource().timeout();
            var context = new LocalContext(
                    function.resource(),
                    requestId,
                    environment.id(),
                    Instant.now().plus(timeout),
                    log);
            Future<byte[]> answer = threads.submit(() -> environment.code().handle(event, context));
            try {
                byte[] payload = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                giveBack(environment);
                return payload.length > PAYLOAD_LIMIT
                        ? ErrorPayload.tooLarge(requestId, payload.length)
                        : new InvocationResult.Answered(requestId, payload);
            } catch (TimeoutException e) {
                // The environment is not used again, because its thread may still be running.
                answer.cancel(true);
                return ErrorPayload.timedOut(requestId, timeout);
            } catch (ExecutionException e) {
                giveBack(environment);
                return ErrorPayload.thrown(requestId, e.getCause() == null ? e : e.getCause());
            }
        }

        Environment take() {
            synchronized (idle) {
                Environment environment = idle.poll();
                if (environment != null) {
                    return environment;
                }
            }
            return new Environment(
                    function.id() + "-" + count.incrementAndGet(), HandlerCode.of(handlers.apply(function)));
        }

        void giveBack(Environment environment) {
            synchronized (idle) {
                idle.push(environment);
            }
        }
    }
}
