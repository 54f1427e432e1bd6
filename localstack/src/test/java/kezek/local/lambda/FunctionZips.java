package kezek.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Zips for tests with the layout of the functions' build.
public final class FunctionZips {

    private FunctionZips() {}

    /// Puts [EchoHandler] at the root and the runtime's interface in `lib/`.
    public static Path echo(Path zip) throws IOException, URISyntaxException {
        Path core = Path.of(RequestHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            add(out, EchoHandler.class);
            add(out, EchoHandler.FunctionLimits.class);
            out.putNextEntry(new ZipEntry("lib/" + core.getFileName()));
            Files.copy(core, out);
        }
        return zip;
    }

    private static void add(ZipOutputStream out, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(entry));
        try (var code = type.getResourceAsStream("/" + entry)) {
            code.transferTo(out);
        }
    }
}
