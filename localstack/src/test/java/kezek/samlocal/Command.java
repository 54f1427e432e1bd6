package kezek.samlocal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// Runs a command of this machine until it ends.
public final class Command {

    /// @param output standard output; the error output goes to that of this process unless it was
    ///     redirected
    public record Outcome(int exitCode, String output) {

        public boolean isSuccess() {
            return exitCode == 0;
        }
    }

    private Command() {}

    public static Outcome run(String... command) {
        return run(new ProcessBuilder(command).redirectErrorStream(true));
    }

    public static Outcome run(ProcessBuilder builder) {
        return run(builder, process -> {});
    }

    /// @param started receives the process, so that it can be ended if this JVM is told to end
    public static Outcome run(ProcessBuilder builder, Consumer<Process> started) {
        try {
            Process process = builder.start();
            started.accept(process);
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + builder.command(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + builder.command() + " ran", e);
        }
    }

    /// @return the lines of its output
    /// @throws IllegalStateException if it fails
    static List<String> lines(String... command) {
        Outcome outcome = run(command);
        if (!outcome.isSuccess()) {
            throw new IllegalStateException(List.of(command) + " failed: " + outcome.output());
        }
        return outcome.output().lines().filter(line -> !line.isBlank()).toList();
    }

    /// @return whether the command exists and succeeds
    public static boolean succeeds(String... command) {
        try {
            return run(command).isSuccess();
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
