package kezek.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds files below `events/` from any module that runs a test.
public final class EventFiles {

    private EventFiles() {}

    /// @param path below `events/`, e.g. `files/empty.csv`
    public static Path path(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " has a template.yaml");
        }
        return folder.resolve("events").resolve(path);
    }

    public static InputStream open(String path) {
        try {
            return Files.newInputStream(path(path));
        } catch (IOException e) {
            throw new IllegalStateException("events/" + path + " is not there", e);
        }
    }
}
