package kezek.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/// The built zips of a template's functions. Neither SAM nor cfn-lint checks them: if a zip is missing,
/// `sam local` has Docker create a folder of that name and then runs a function without code.
final class Packages {

    private Packages() {}

    /// @return findings as `WHAT function file`; empty if every `CodeUri` is a zip with the handler's
    ///     class
    static List<String> findings(Template template) {
        List<String> findings = new ArrayList<>();
        template.functions()
                .values()
                .forEach(function -> finding(function)
                        .ifPresent(what -> findings.add(what + " " + function.logicalId() + " " + function.code())));
        return findings;
    }

    private static Optional<String> finding(FunctionResource function) {
        Path file = function.code();
        if (Files.notExists(file)) {
            return Optional.of("NO_PACKAGE");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("PACKAGE_IS_NO_FILE");
        }
        String handler = function.handler().replaceFirst("::.*", "");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            boolean isThere = zip.getEntry(handler.replace('.', '/') + ".class") != null;
            return isThere ? Optional.empty() : Optional.of("HANDLER_NOT_IN_PACKAGE");
        } catch (IOException e) {
            return Optional.of("PACKAGE_IS_NO_ZIP");
        }
    }
}
