package kezek.samlocal;

import static kezek.local.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kezek.local.emulators.Endpoints;

/// Runs `sam local`, and removes its processes, containers and images when this is closed or the JVM
/// ends. The next run removes those of a JVM that was killed.
final class SamLocal implements AutoCloseable {

    /// The id of the owning process follows.
    private static final String IMAGE_PREFIX = "kezek-samlocal-";

    private static final Duration START = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 15;
    private static final int REMOVALS = 5;

    private final Path root;
    private final Path files;
    private final Path work;
    private final String image = IMAGE_PREFIX + ProcessHandle.current().pid();
    private final Path configuration;
    private final List<Process> servers = new ArrayList<>();
    private final Thread hook = new Thread(this::cleanUp);
    private boolean isClean;

    /// Builds the image, which takes a second or two.
    ///
    /// @param root folder of template.yaml
    /// @param files the folder of [kezek.local.containers.SamFiles]
    /// @param work folder for logs and temporary files
    SamLocal(Path root, Path files, Path work) {
        this.root = root;
        this.files = files;
        this.work = work;
        removeLeftOvers();
        Runtime.getRuntime().addShutdownHook(hook);
        Command.lines("docker", "build", "--quiet", "--tag", image, files.toString());
        this.configuration = emptyFile(work.resolve("samconfig.toml"));
    }

    /// @return the address of its Lambda endpoint
    URI startLambda() {
        return start("start-lambda");
    }

    /// @return the address of its HTTP API
    URI startApi() {
        return start("start-api");
    }

    /// Invokes a function in a container of its own. It exits with 0 even if the function fails, so read
    /// its output.
    ///
    /// @return the function's answer
    Command.Outcome invoke(Path template, String function, Path event) {
        ProcessBuilder builder = sam(template, "invoke", function, "--event", event.toString());
        return Command.run(builder.redirectError(log("invoke")));
    }

    /// @return the output of a server so far, which includes the log lines of its functions
    String log(String server, int lines) {
        try {
            List<String> all = Files.readAllLines(work.resolve(server + ".log"));
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI start(String server) {
        int port = freePort();
        ProcessBuilder builder =
                sam(root.resolve("template.yaml"), server, "--port", "" + port, "--warm-containers", "LAZY");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log(server).file())
                    .start();
            servers.add(process);
            eventually(
                    "sam local " + server + " listens, see " + log(server).file(),
                    START,
                    () -> !process.isAlive() || listens(port));
            if (!process.isAlive()) {
                throw new IllegalStateException("sam local " + server + " ended: " + log(server, 10));
            }
            return URI.create("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start sam local " + server, e);
        }
    }

    private ProcessBuilder sam(Path template, String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of("sam", "local", command));
        line.addAll(List.of(arguments));
        // Not a `samconfig.toml` beside the template, because its profile would be the user's.
        line.addAll(List.of("--config-file", configuration.toString()));
        line.addAll(List.of("--template", template.toString()));
        line.addAll(List.of("--env-vars", files.resolve("env.json").toString()));
        line.addAll(List.of("--invoke-image", image, "--skip-pull-image"));
        line.addAll(List.of("--region", "eu-central-1"));
        ProcessBuilder builder = new ProcessBuilder(line).directory(root.toFile());
        Map<String, String> environment = builder.environment();
        // Removes a real account from the environment, because SAM passes it to the functions.
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_ACCESS_KEY_ID", Endpoints.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", Endpoints.SECRET_KEY);
        environment.put("SAM_CLI_TELEMETRY", "0");
        // SAM unpacks the zips here.
        environment.put("TMPDIR", work.toString());
        return builder;
    }

    private static Path emptyFile(Path file) {
        try {
            return Files.writeString(file.toAbsolutePath(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder.Redirect log(String name) {
        return ProcessBuilder.Redirect.appendTo(work.resolve(name + ".log").toFile());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// @return ids of all containers of the functions, including stopped ones
    List<String> containers() {
        return containers(image);
    }

    /// @return tags of the functions' image and of the images that SAM derived from it
    List<String> images() {
        return images(image);
    }

    @Override
    public void close() {
        cleanUp();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void cleanUp() {
        if (isClean) {
            return;
        }
        isClean = true;
        servers.forEach(Process::destroy);
        servers.forEach(SamLocal::awaitEnd);
        remove(image);
    }

    private static void awaitEnd(Process server) {
        try {
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroyForcibly();
        }
    }

    private static void removeLeftOvers() {
        Command.lines("docker", "images", "--format", "{{.Repository}}", "--filter", "reference=" + IMAGE_PREFIX + "*")
                .stream()
                .distinct()
                .filter(image -> !isAlive(image.substring(IMAGE_PREFIX.length())))
                .forEach(SamLocal::remove);
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    /// Tries more than once, because SAM may just be starting or removing a container. The image stays as
    /// long as one of its containers exists, because they are found by the image.
    private static void remove(String image) {
        for (int time = 0; time < REMOVALS && !containers(image).isEmpty(); time++) {
            containers(image).forEach(container -> Command.run("docker", "rm", "--force", container));
        }
        if (containers(image).isEmpty()) {
            images(image).forEach(tag -> Command.run("docker", "rmi", tag));
        }
    }

    private static List<String> containers(String image) {
        return images(image).stream()
                .flatMap(tag ->
                        Command.lines("docker", "ps", "--all", "--quiet", "--filter", "ancestor=" + tag).stream())
                .distinct()
                .toList();
    }

    /// The image itself and those that SAM derived from it.
    private static List<String> images(String image) {
        return Command.lines("docker", "images", "--format", "{{.Repository}}:{{.Tag}}", image);
    }
}
