package kezek.local.template;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A template as it is written, including permissions and alarms. References are not resolved, because
/// the tests check which resource a property refers to, and not its name.
final class RawTemplate {

    /// `${Name}` or `${Name.Attribute}`. `${!Name}` is literal text.
    private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(?:\\.[A-Za-z0-9.]+)?}");

    private final Map<String, Object> document;

    private RawTemplate(Map<String, Object> document) {
        this.document = document;
    }

    static RawTemplate read(Path file) {
        return new RawTemplate(TemplateYaml.read(file));
    }

    /// Returns the properties of the resources of one type by logical id.
    Map<String, Map<String, Object>> ofType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(document, "Resources").forEach((id, resource) -> {
            if (type.equals(at(resource, "Type"))) {
                found.put(id, map(resource, "Properties"));
            }
        });
        return found;
    }

    /// Returns what is beside `Type` and `Properties` for one type, by logical id.
    Map<String, Map<String, Object>> attributesOfType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(document, "Resources").forEach((id, resource) -> {
            if (type.equals(at(resource, "Type"))) {
                found.put(id, map(resource));
            }
        });
        return found;
    }

    /// Returns the targets of `!Ref`, `!GetAtt` and `!Sub` that do not exist in the template.
    Set<String> danglingReferences() {
        Set<String> names = new LinkedHashSet<>();
        collectReferences(document, names);
        names.removeIf(name -> name.startsWith("AWS::")
                || map(document, "Resources").containsKey(name)
                || map(document, "Parameters").containsKey(name));
        return names;
    }

    private static void collectReferences(Object value, Set<String> names) {
        if (value instanceof Map<?, ?> map) {
            target(map).ifPresent(names::add);
            list(map, "Fn::Sub").stream()
                    .limit(1)
                    .forEach(text -> SUBSTITUTED
                            .matcher(String.valueOf(text))
                            .results()
                            .forEach(match -> names.add(match.group(1))));
            map.values().forEach(part -> collectReferences(part, names));
        } else if (value instanceof List<?> list) {
            list.forEach(part -> collectReferences(part, names));
        }
    }

    /// Returns a function's property; if it has none, that of the globals.
    Object ofFunction(Map<String, Object> function, String... path) {
        Object own = at(function, path);
        return own instanceof String text && text.isEmpty() ? at(at(document, "Globals", "Function"), path) : own;
    }

    /// Returns a function's variables including those of the globals.
    Map<String, Object> environment(Map<String, Object> function) {
        Map<String, Object> variables =
                new LinkedHashMap<>(map(document, "Globals", "Function", "Environment", "Variables"));
        variables.putAll(map(function, "Environment", "Variables"));
        return variables;
    }

    /// Returns the value at a path of keys, or an empty text if there is none.
    static Object at(Object value, String... path) {
        Object found = value;
        for (String key : path) {
            found = found instanceof Map<?, ?> map && map.get(key) != null ? map.get(key) : "";
        }
        return found;
    }

    static Map<String, Object> map(Object value, String... path) {
        return at(value, path) instanceof Map<?, ?> map ? TemplateYaml.map(map, String.join(".", path)) : Map.of();
    }

    static List<?> list(Object value, String... path) {
        Object found = at(value, path);
        if (found instanceof List<?> list) {
            return list;
        }
        return "".equals(found) ? List.of() : List.of(found);
    }

    /// Returns the logical id in `!Ref X` or `!GetAtt X.Attribute`.
    static Optional<String> target(Object reference) {
        Object attribute = at(reference, "Fn::GetAtt");
        if (attribute instanceof List<?> parts) {
            return Optional.of(String.valueOf(parts.getFirst()));
        }
        return Optional.of(at(reference, "Ref")).map(String::valueOf).filter(id -> !id.isEmpty());
    }

    /// Writes a reference as one word: `Table.Arn`, `Queue`, or the text of a `!Sub`.
    static String spelled(Object reference) {
        Object attribute = at(reference, "Fn::GetAtt");
        if (attribute instanceof List<?> parts) {
            return parts.getFirst() + "." + parts.getLast();
        }
        return Stream.of(at(reference, "Fn::Sub"), at(reference, "Ref"), reference)
                .map(String::valueOf)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// Returns every permission of a role as `action resource`, including conditional ones.
    static Set<String> rights(Map<String, Object> role) {
        Set<String> rights = new LinkedHashSet<>();
        for (Object policy : list(role, "Policies")) {
            for (Object statement : statements(policy)) {
                for (Object action : list(statement, "Action")) {
                    list(statement, "Resource").forEach(resource -> rights.add(action + " " + spelled(resource)));
                }
            }
        }
        return rights;
    }

    /// Includes statements that have a condition.
    private static List<?> statements(Object policy) {
        return list(policy, "PolicyDocument", "Statement").stream()
                .flatMap(statement -> {
                    List<?> choice = list(statement, "Fn::If");
                    return choice.isEmpty()
                            ? Stream.of(statement)
                            : choice.stream().skip(1);
                })
                .toList();
    }
}
