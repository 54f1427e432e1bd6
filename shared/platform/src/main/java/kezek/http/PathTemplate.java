package kezek.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A path whose parts are literals or variables, e.g. `/api/tickets/{id}`.
final class PathTemplate {

    private final String text;
    private final List<String> parts;

    /// @throws IllegalArgumentException if it is no absolute path, has an empty part, or names a variable
    ///     twice
    PathTemplate(String text) {
        this.text = text;
        this.parts = List.of(text.split("/", -1));
        List<String> own = parts.subList(1, parts.size());
        if (!text.startsWith("/") || own.stream().anyMatch(part -> part.isEmpty() || part.equals("{}"))) {
            throw new IllegalArgumentException(
                    "a path is /part/{variable}/…, without an empty part and without a slash at its end, not " + text);
        }
        List<String> variables = own.stream().filter(PathTemplate::isVariable).toList();
        if (variables.stream().distinct().count() < variables.size()) {
            throw new IllegalArgumentException("a variable stands twice in " + text);
        }
    }

    /// @param path decoded; one slash at its end makes no difference
    /// @return the values of the variables by name, none of them empty; empty if the path is another one
    Optional<Map<String, String>> match(String path) {
        String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<String> actual = List.of(withoutSlash.split("/", -1));
        if (actual.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < parts.size(); index++) {
            String part = parts.get(index);
            String value = actual.get(index);
            if (isVariable(part) ? value.isEmpty() : !part.equals(value)) {
                return Optional.empty();
            }
            if (isVariable(part)) {
                values.put(part.substring(1, part.length() - 1), value);
            }
        }
        return Optional.of(values);
    }

    /// @return whether some path matches both
    boolean overlaps(PathTemplate other) {
        return parts.size() == other.parts.size()
                && IntStream.range(0, parts.size())
                        .allMatch(index -> parts.get(index).equals(other.parts.get(index))
                                || isVariable(parts.get(index))
                                || isVariable(other.parts.get(index)));
    }

    /// @return whether it has a literal where the other has a variable
    boolean isNarrowerSomewhere(PathTemplate other) {
        return IntStream.range(0, parts.size())
                .anyMatch(index -> !isVariable(parts.get(index)) && isVariable(other.parts.get(index)));
    }

    int variables() {
        return Math.toIntExact(parts.stream().filter(PathTemplate::isVariable).count());
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{") && part.endsWith("}");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
