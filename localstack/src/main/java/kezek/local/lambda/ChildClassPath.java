package kezek.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/// Unpacks the class path of a child JVM: the function's zip, the AWS runtime client and its native
/// library. Everything is in a cache folder under the hash of its content, is written once and never
/// changed. Many children can therefore start from it at the same time.
final class ChildClassPath {

    private static final String NATIVE_LIBRARY = "libaws-lambda-jni.";
    private static final int DAYS_TO_KEEP = 2;

    private final Path cache;

    ChildClassPath(Path cache) {
        this.cache = cache;
    }

    /// Returns the value of `-cp` that runs the function.
    ///
    /// @throws IllegalStateException if the zip is missing
    String of(Path zip) throws IOException {
        Path folder = unpackedFunction(zip);
        List<String> entries = new ArrayList<>();
        entries.add(folder.resolve("function.jar").toString());
        try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
            libraries.map(Path::toString).sorted().forEach(entries::add);
        }
        entries.add(mainJar().toString());
        // The runtime client and its dependencies.
        Stream.of(AWSLambda.class, RequestHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(ChildClassPath::jarOf)
                .forEach(entries::add);
        return String.join(File.pathSeparator, entries);
    }

    /// Returns a copy of the runtime client's native library that never changes. Without it the client
    /// unpacks the library to one fixed path, and children that start at the same time crash while it is
    /// written.
    ///
    /// @throws IllegalStateException if the runtime client has no library for this machine
    Path nativeLibrary() throws IOException {
        String name = NATIVE_LIBRARY + platform() + ".so";
        try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
            if (library == null) {
                throw new IllegalStateException("the AWS runtime client has no native library for " + platform()
                        + "; run the functions in-process on this machine, or use Linux on x86-64 or arm64");
            }
            byte[] content = library.readAllBytes();
            Path file = cache.resolve("native").resolve(hash(content)).resolve(name);
            return writtenOnce(file, content);
        }
    }

    private static String platform() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return System.getProperty("os.name") + "-" + architecture;
        }
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + architecture.replace("aarch_64", "aarch64") + ".so.1"));
        return (musl ? "linux_musl-" : "linux-") + architecture;
    }

    private Path mainJar() throws IOException {
        String entry = FunctionProcess.class.getName().replace('.', '/') + ".class";
        try (InputStream code = FunctionProcess.class.getResourceAsStream("/" + entry)) {
            if (code == null) {
                throw new IllegalStateException(entry + " is not on the class path");
            }
            byte[] content = code.readAllBytes();
            Path jar = cache.resolve("main").resolve(hash(content)).resolve("main.jar");
            if (Files.exists(jar)) {
                return jar;
            }
            Path temporary = Files.createTempFile(Files.createDirectories(cache), "main", ".jar");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary))) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(content);
            }
            return moveOrKeep(temporary, jar);
        }
    }

    private Path unpackedFunction(Path zip) throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalStateException("there is no " + zip + "; build the functions first: mvn package");
        }
        Path functions = Files.createDirectories(cache.resolve("functions"));
        String prefix = zip.getFileName() + "-";
        Path folder = functions.resolve(prefix + hash(zip));
        if (!Files.isDirectory(folder)) {
            Path temporary = Files.createTempDirectory(functions, "unpacking");
            unpack(zip, temporary);
            moveOrKeep(temporary, folder);
        }
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        deleteOld(functions, prefix);
        return folder;
    }

    /// Puts the function's own files into a jar and not a folder, because the JVM can only archive a
    /// class path of jars.
    private static void unpack(Path zip, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        try (ZipFile content = new ZipFile(zip.toFile());
                ZipOutputStream own = new ZipOutputStream(Files.newOutputStream(folder.resolve("function.jar")))) {
            own.putNextEntry(new ZipEntry("META-INF/"));
            for (Enumeration<? extends ZipEntry> entries = content.entries(); entries.hasMoreElements(); ) {
                unpack(content, entries.nextElement(), folder, own);
            }
        }
    }

    private static void unpack(ZipFile content, ZipEntry entry, Path folder, ZipOutputStream own) throws IOException {
        if (entry.isDirectory()) {
            return;
        }
        try (InputStream data = content.getInputStream(entry)) {
            if (entry.getName().startsWith("lib/")) {
                Path library =
                        folder.resolve("lib").resolve(Path.of(entry.getName()).getFileName());
                Files.copy(data, library);
            } else {
                own.putNextEntry(new ZipEntry(entry.getName()));
                data.transferTo(own);
            }
        }
    }

    /// Deletes folders that were not used for days. Every build of a function creates a new one.
    private static void deleteOld(Path functions, String prefix) throws IOException {
        Instant limit = Instant.now().minus(DAYS_TO_KEEP, ChronoUnit.DAYS);
        List<Path> old;
        try (Stream<Path> folders = Files.list(functions)) {
            old = folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path folder : old) {
            if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
                deleteTree(folder);
            }
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path writtenOnce(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            return file;
        }
        Path temporary = Files.createTempFile(Files.createDirectories(file.getParent()), "writing", ".tmp");
        Files.write(temporary, content);
        return moveOrKeep(temporary, file);
    }

    /// Another process may have created the same folder meanwhile; it has the same content.
    private static Path moveOrKeep(Path temporary, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            deleteTree(temporary);
        } catch (FileSystemException e) {
            if (!Files.exists(target)) {
                throw e;
            }
            deleteTree(temporary);
        }
        return target;
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find the jar of " + type.getName(), e);
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
