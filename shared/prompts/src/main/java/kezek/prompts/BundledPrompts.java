package kezek.prompts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The bundled prompts, which are version 0 of each prompt. There are no other prompts; users can only
/// add versions to these.
///
/// Immutable.
public final class BundledPrompts {

    private static final Map<String, Prompt> PROMPTS = Stream.of(Prompt.CLASSIFY)
            .map(name -> new Prompt(name, 0, Prompt.normalised(read(name + ".txt"))))
            .collect(Collectors.toUnmodifiableMap(Prompt::name, prompt -> prompt));

    private BundledPrompts() {}

    /// @return in the order of their names
    public static List<Prompt> all() {
        return PROMPTS.values().stream()
                .sorted(Comparator.comparing(Prompt::name))
                .toList();
    }

    /// @return version 0; empty if there is no such prompt
    public static Optional<Prompt> find(String name) {
        return Optional.ofNullable(PROMPTS.get(name));
    }

    /// @return version 0
    /// @throws IllegalArgumentException if there is no such prompt; the message names those that exist
    public static Prompt of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no prompt of that name; known are "
                        + all().stream().map(Prompt::name).collect(Collectors.joining(", "))));
    }

    private static String read(String resource) {
        try (InputStream in = BundledPrompts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path beside " + BundledPrompts.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
