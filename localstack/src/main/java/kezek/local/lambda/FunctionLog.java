package kezek.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Receives the output of the functions. Implementations must be thread-safe.
@FunctionalInterface
public interface FunctionLog {

    /// @param function logical id
    /// @param environment name of the environment, e.g. `IngestFunction-2`
    void line(String function, String environment, String text);

    /// Appends the output of each function to a file `{logical id}.log`.
    static FunctionLog toFolder(Path folder) {
        Map<String, Writer> writers = new ConcurrentHashMap<>();
        return (function, environment, text) -> {
            Writer writer = writers.computeIfAbsent(function, name -> open(folder, name));
            synchronized (writer) {
                try {
                    writer.write(environment + " " + text + "\n");
                    writer.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot write the log of " + function + " to " + folder, e);
                }
            }
        };
    }

    private static Writer open(Path folder, String function) {
        try {
            Files.createDirectories(folder);
            return Files.newBufferedWriter(
                    folder.resolve(function + ".log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the log of " + function + " in " + folder, e);
        }
    }
}
