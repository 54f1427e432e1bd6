package kezek.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import kezek.csv.FileKind;

/// A folder with the three files and optional attachments.
///
/// @param path absolute
record ImportFolder(Path path) {

    private static final String ATTACHMENTS = "attachments";
    private static final int HASH_DIGITS = 6;
    private static final int LONGEST_NAME = 40;

    /// A file to upload.
    ///
    /// @param name its name in the import, e.g. `tickets.csv` or `attachments/error.png`
    /// @param kind empty for an attachment
    record Upload(String name, Optional<FileKind> kind, Path file) {}

    static ImportFolder of(Path folder) {
        return new ImportFolder(folder.toAbsolutePath().normalize());
    }

    /// Returns an id that is the same for the same folder, so that a second import updates the first.
    String importId() {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        String readable =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String hash = UUID.nameUUIDFromBytes(path.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, HASH_DIGITS);
        String shortened = readable.substring(0, Math.min(readable.length(), LONGEST_NAME));
        return shortened.isEmpty() ? hash : shortened + "-" + hash;
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    List<FileKind> missingKinds() {
        return Stream.of(FileKind.values())
                .filter(kind -> !Files.isRegularFile(path.resolve(kind.fileName())))
                .toList();
    }

    List<Upload> uploads() {
        List<Upload> uploads = new ArrayList<>();
        for (FileKind kind : FileKind.values()) {
            Path file = path.resolve(kind.fileName());
            if (Files.isRegularFile(file)) {
                uploads.add(new Upload(kind.fileName(), Optional.of(kind), file));
            }
        }
        attachments()
                .forEach(file ->
                        uploads.add(new Upload(ATTACHMENTS + "/" + file.getFileName(), Optional.empty(), file)));
        return uploads;
    }

    private List<Path> attachments() {
        Path folder = path.resolve(ATTACHMENTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
