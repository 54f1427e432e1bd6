package kezek.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs each function from its built zip in child JVMs on the AWS runtime client, one per concurrent
/// invocation. Unlike on Lambda, an environment is never frozen, and all share the cores of the machine.
///
/// The children end with this JVM, even if it is killed.
public final class ChildJvmHost implements FunctionHost {

    private final Map<String, EnvironmentPool> pools = new ConcurrentHashMap<>();
    private final RuntimeApi runtimeApi = new RuntimeApi();
    private final ChildClassPath classPath;
    private final FunctionLog log;
    private final int maxEnvironments;
    private final Thread shutdownHook = new Thread(this::killAll, "end-functions");
    private volatile boolean closed;

    /// @param cache folder for unpacked functions; kept between runs to make the next start fast
    /// @param maxEnvironments of each function at a time
    public ChildJvmHost(List<LocalFunction> functions, Path cache, int maxEnvironments, FunctionLog log) {
        this.classPath = new ChildClassPath(cache);
        this.log = log;
        this.maxEnvironments = maxEnvironments;
        functions.forEach(function -> pools.put(function.id(), new EnvironmentPool(function)));
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    @Override
    public InvocationResult invoke(String function, byte[] event) throws InterruptedException {
        if (event.length > PAYLOAD_LIMIT) {
            throw new PayloadTooLargeException(function, event.length, PAYLOAD_LIMIT);
        }
        EnvironmentPool pool = pool(function);
        ChildEnvironment environment = pool.take();
        try {
            return environment.invoke(event);
        } finally {
            pool.giveBack(environment);
        }
    }

    @Override
    public void warm(String function) throws InterruptedException {
        EnvironmentPool pool = pool(function);
        ChildEnvironment environment = pool.take();
        try {
            environment.awaitReady();
        } finally {
            pool.giveBack(environment);
        }
    }

    @Override
    public List<ProcessHandle> processes(String function) {
        return pool(function).all.stream()
                .filter(ChildEnvironment::isAlive)
                .map(ChildEnvironment::process)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        killAll();
        runtimeApi.close();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is already ending, and its shutdown hook does the same.
            return;
        }
    }

    private void killAll() {
        pools.values().stream().flatMap(pool -> pool.all.stream()).forEach(ChildEnvironment::kill);
    }

    private EnvironmentPool pool(String function) {
        EnvironmentPool pool = pools.get(function);
        if (pool == null) {
            throw new IllegalArgumentException("there is no function " + function + "; there are: " + pools.keySet());
        }
        return pool;
    }

    /// The environments of one function.
    private final class EnvironmentPool {

        private final LocalFunction function;
        private final Semaphore permits = new Semaphore(maxEnvironments, true);
        private final Deque<ChildEnvironment> idle = new ArrayDeque<>();
        private final ConcurrentLinkedQueue<ChildEnvironment> all = new ConcurrentLinkedQueue<>();
        private final AtomicInteger count = new AtomicInteger();

        EnvironmentPool(LocalFunction function) {
            this.function = function;
        }

        ChildEnvironment take() throws InterruptedException {
            permits.acquire();
            try {
                ChildEnvironment environment = takeIdle();
                return environment == null ? start() : environment;
            } catch (IOException e) {
                permits.release();
                throw new UncheckedIOException("cannot start " + function.id(), e);
            } catch (RuntimeException e) {
                permits.release();
                throw e;
            }
        }

        void giveBack(ChildEnvironment environment) {
            if (environment.isAlive()) {
                synchronized (idle) {
                    idle.push(environment);
                }
            } else {
                forget(environment);
            }
            permits.release();
        }

        private @Nullable ChildEnvironment takeIdle() {
            synchronized (idle) {
                for (ChildEnvironment environment = idle.poll(); environment != null; environment = idle.poll()) {
                    if (environment.isAlive()) {
                        return environment;
                    }
                    forget(environment);
                }
                return null;
            }
        }

        private void forget(ChildEnvironment environment) {
            all.remove(environment);
            runtimeApi.remove(environment);
        }

        private ChildEnvironment start() throws IOException {
            if (closed) {
                throw new IllegalStateException("the local stack is closed");
            }
            String id = function.id() + "-" + count.incrementAndGet();
            ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment(id));
            ChildEnvironment environment = new ChildEnvironment(id, function, builder.start(), log);
            runtimeApi.add(environment);
            all.add(environment);
            if (closed) {
                environment.kill();
            }
            return environment;
        }

        private List<String> command() throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // A child lives for minutes, so it starts faster with the first compiler alone.
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
            command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
            command.add("-Xmx" + function.resource().memory() + "m");
            command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + classPath.nativeLibrary());
            command.addAll(List.of("-cp", classPath.of(function.resource().code())));
            command.add(FunctionProcess.class.getName());
            command.add(String.valueOf(ProcessHandle.current().pid()));
            command.add(function.resource().handler());
            return command;
        }

        /// The variables that Lambda sets, and those of the function. The environment of this JVM is left
        /// out, so that a function only sees what the template says.
        private Map<String, String> environment(String id) {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi.address(id));
            variables.put("_HANDLER", function.resource().handler());
            variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
            variables.put("AWS_LAMBDA_FUNCTION_NAME", function.resource().name());
            variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
            variables.put(
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                    String.valueOf(function.resource().memory()));
            variables.put(
                    "AWS_LAMBDA_LOG_GROUP_NAME",
                    "/aws/lambda/" + function.resource().name());
            variables.put("AWS_LAMBDA_LOG_STREAM_NAME", id);
            variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
            variables.put("LANG", "en_US.UTF-8");
            variables.put("TZ", ":UTC");
            variables.putAll(function.environment());
            return variables;
        }
    }
}
