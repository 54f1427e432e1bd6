package kezek.local.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The SAM CLI, which deploys templates to AWS or an emulator.
///
/// @param command `sam`, or its path
public record SamCli(String command) {

    private static final int LINES_SHOWN = 30;

    /// An empty file, which replaces the user's `~/.aws`. That would choose region and account.
    private static final String NO_FILE = "/dev/null";

    /// Runs `sam deploy` with a template whose zips are built.
    ///
    /// @param log receives the output; an empty configuration is written beside it
    /// @throws IllegalStateException if the command does not exist or fails
    public void deploy(Path template, String stack, Map<String, String> parameters, AwsEndpoint endpoint, Path log)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "deploy",
                "--config-file",
                emptyConfiguration(log).toString(),
                "--template-file",
                template.toString(),
                "--stack-name",
                stack,
                "--resolve-s3",
                "--capabilities",
                "CAPABILITY_IAM",
                "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--no-progressbar",
                "--region",
                endpoint.region(),
                "--parameter-overrides"));
        parameters.forEach((name, value) -> arguments.add(name + "=" + value));
        int status = await(start(arguments, endpoint, log));
        if (status != 0) {
            throw new IllegalStateException(
                    command + " deploy ended with " + status + "; the end of " + log + ":\n" + end(log));
        }
    }

    /// Creates an empty configuration. Without it SAM reads the `samconfig.toml` beside the template,
    /// which contains the user's profile and bucket. SAM accepts an empty file, but not `/dev/null`, and
    /// resolves a relative path against the template's folder.
    private static Path emptyConfiguration(Path log) {
        Path file = log.toAbsolutePath().resolveSibling("samconfig.toml");
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Waits for the process, and ends it if the wait is interrupted or this JVM is told to end. Ctrl-C
    /// reaches both processes, but a signal sent to this JVM does not reach the other.
    private static int await(Process process) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    private Process start(List<String> arguments, AwsEndpoint endpoint, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.uri().toString(),
                "AWS_REGION",
                endpoint.region(),
                "AWS_ACCESS_KEY_ID",
                AwsEndpoint.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                AwsEndpoint.SECRET_KEY,
                "AWS_CONFIG_FILE",
                NO_FILE,
                "AWS_SHARED_CREDENTIALS_FILE",
                NO_FILE,
                "SAM_CLI_TELEMETRY",
                "0"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the SAM CLI is needed and was not found as \"" + command
                            + "\": pip install aws-sam-cli==1.170.0, or set SAM to where it is",
                    e);
        }
    }
}
