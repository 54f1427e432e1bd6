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

/// A template as it is written, rights and alarms included, with its references unresolved: what is asked
/// here is which resource a property means, not which name it will have.
final class RawTemplate {

    /// `${Name}` or `${Name.Attribute}`; `${!Name}` is a text.
    private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(?:\\.[A-Za-z0-9.]+)?}");

    private final Map<String, Object> document;

    private RawTemplate(Map<String, Object> document) {
        this.document = document;
    }

    static RawTemplate read(Path file) {
        return new RawTemplate(TemplateYaml.read(file));
    }

    /// Properties of the resources of one type, by logical id.
    Map<String, Map<String, Object>> ofType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(document, "Resources").forEach((id, resource) -> {
            if (type.equals(at(resource, "Type"))) {
                found.put(id, map(resource, "Properties"));
            }
        });
        return found;
    }

    /// What stands beside `Type` and `Properties`, for one type, by logical id.
    Map<String, Map<String, Object>> attributesOfType(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(document, "Resources").forEach((id, resource) -> {
            if (type.equals(at(resource, "Type"))) {
                found.put(id, map(resource));
            }
        });
        return found;
    }

    /// What `!Ref`, `!GetAtt` and `!Sub` name although nothing in the template is called so.
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

    /// A function's property: its own, or that of the globals.
    Object ofFunction(Map<String, Object> function, String... path) {
        Object own = at(function, path);
        return own instanceof String text && text.isEmpty() ? at(at(document, "Globals", "Function"), path) : own;
    }

    /// A function's variables, those of the globals among them.
    Map<String, Object> environment(Map<String, Object> function) {
        Map<String, Object> variables =
                new LinkedHashMap<>(map(document, "Globals", "Function", "Environment", "Variables"));
        variables.putAll(map(function, "Environment", "Variables"));
        return variables;
    }

    /// What lies at a path of keys, or an empty text when there is nothing.
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

    /// The logical id that `!Ref X` or `!GetAtt X.Attribute` means.
    static Optional<String> target(Object reference) {
        Object attribute = at(reference, "Fn::GetAtt");
        if (attribute instanceof List<?> parts) {
            return Optional.of(String.valueOf(parts.getFirst()));
        }
        return Optional.of(at(reference, "Ref")).map(String::valueOf).filter(id -> !id.isEmpty());
    }

    /// A reference in one word: `Table.Arn`, `Queue`, or the text of a `!Sub`.
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

    /// Every right of a role, as `action resource`; also one that only some parameters give.
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

    /// Those that hold under a condition only among them.
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
