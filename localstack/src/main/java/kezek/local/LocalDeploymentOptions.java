package kezek.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kezek.local.lambda.FunctionLog;
import kezek.local.lambda.InProcessHost;
import kezek.local.lambda.LocalFunction;

/// How to run a template. Each `with…` method returns a changed copy of the options; [#of] has the
/// defaults.
///
/// @param template path of template.yaml
/// @param functions how the functions run
/// @param parameters values of the template's parameters; required for parameters without a default
/// @param environment variables that are added to those of the template, or replace them
/// @param data folder for the table, the objects, accepted events and stream positions, from which a
///     restart continues; empty: everything in memory. The queues are always in memory; the sweeper sends
///     again what a restart loses
/// @param httpPort port of the HTTP API on 127.0.0.1; 0: any free port
/// @param maxEnvironments of each function at a time; an event source may have a lower limit
/// @param retryDelay before the first retry of an asynchronous invocation, and twice as long before the
///     second (on Lambda: one and two minutes); the first retry of a stream batch comes after a tenth of
///     it
/// @param cache folder for unpacked functions
/// @param log receives the output of the functions
public record LocalDeploymentOptions(
        Path template,
        Functions functions,
        Map<String, String> parameters,
        Map<String, String> environment,
        Optional<Path> data,
        int httpPort,
        int maxEnvironments,
        Duration retryDelay,
        Path cache,
        FunctionLog log) {

    private static final int FEWEST_ENVIRONMENTS = 2;
    private static final int MOST_ENVIRONMENTS = 8;

    public LocalDeploymentOptions {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
        if (maxEnvironments < 1) {
            throw new IllegalArgumentException("maxEnvironments must be at least 1, but is " + maxEnvironments);
        }
    }

    /// How the functions run.
    public sealed interface Functions {

        /// Runs the built zips. Each environment is a JVM of its own.
        record ChildJvms() implements Functions {}

        /// Runs the functions in this JVM, for tests.
        ///
        /// @param handlers creates the handler object of a function
        record InProcess(Function<LocalFunction, Object> handlers) implements Functions {}
    }

    /// The defaults: child JVMs, as many per function as the machine has cores (2 to 8), all data in
    /// memory, any free port, retries after one second, no log.
    public static LocalDeploymentOptions of(Path template) {
        return new LocalDeploymentOptions(
                template,
                new Functions.ChildJvms(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                0,
                Math.clamp(Runtime.getRuntime().availableProcessors(), FEWEST_ENVIRONMENTS, MOST_ENVIRONMENTS),
                Duration.ofSeconds(1),
                Path.of(System.getProperty("user.home"), ".cache", "kezek-localstack"),
                (function, environment, text) -> {});
    }

    /// Runs handlers from this class path, see [InProcessHost#fromClassPath].
    public LocalDeploymentOptions inProcess() {
        return inProcess(InProcessHost::fromClassPath);
    }

    public LocalDeploymentOptions inProcess(Function<LocalFunction, Object> handlers) {
        return with(new Functions.InProcess(handlers));
    }

    public LocalDeploymentOptions withParameter(String name, String value) {
        return new LocalDeploymentOptions(
                template,
                functions,
                plus(parameters, name, value),
                environment,
                data,
                httpPort,
                maxEnvironments,
                retryDelay,
                cache,
                log);
    }

    public LocalDeploymentOptions withEnvironment(String name, String value) {
        return withEnvironment(Map.of(name, value));
    }

    public LocalDeploymentOptions withEnvironment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new LocalDeploymentOptions(
                template, functions, parameters, all, data, httpPort, maxEnvironments, retryDelay, cache, log);
    }

    public LocalDeploymentOptions withData(Path folder) {
        return new LocalDeploymentOptions(
                template,
                functions,
                parameters,
                environment,
                Optional.of(folder),
                httpPort,
                maxEnvironments,
                retryDelay,
                cache,
                log);
    }

    public LocalDeploymentOptions withHttpPort(int port) {
        return new LocalDeploymentOptions(
                template, functions, parameters, environment, data, port, maxEnvironments, retryDelay, cache, log);
    }

    public LocalDeploymentOptions withMaxEnvironments(int count) {
        return new LocalDeploymentOptions(
                template, functions, parameters, environment, data, httpPort, count, retryDelay, cache, log);
    }

    public LocalDeploymentOptions withRetryDelay(Duration delay) {
        return new LocalDeploymentOptions(
                template, functions, parameters, environment, data, httpPort, maxEnvironments, delay, cache, log);
    }

    public LocalDeploymentOptions withCache(Path folder) {
        return new LocalDeploymentOptions(
                template, functions, parameters, environment, data, httpPort, maxEnvironments, retryDelay, folder, log);
    }

    public LocalDeploymentOptions withLog(FunctionLog sink) {
        return new LocalDeploymentOptions(
                template, functions, parameters, environment, data, httpPort, maxEnvironments, retryDelay, cache, sink);
    }

    /// Leaves out the environment variables, because they may hold secrets.
    @Override
    public String toString() {
        return "LocalStackOptions[" + template + "]";
    }

    private LocalDeploymentOptions with(Functions kind) {
        return new LocalDeploymentOptions(
                template, kind, parameters, environment, data, httpPort, maxEnvironments, retryDelay, cache, log);
    }

    private static Map<String, String> plus(Map<String, String> map, String name, String value) {
        Map<String, String> all = new HashMap<>(map);
        all.put(name, value);
        return all;
    }
}
