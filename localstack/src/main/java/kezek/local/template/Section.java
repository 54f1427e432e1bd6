package kezek.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The properties of one part of the template, with all intrinsic functions resolved. It remembers which
/// properties were read, so that an unknown property is an error and is not ignored silently. Call
/// [#finish()] after the last property was read.
final class Section {

    private final String path;
    private final Map<String, Object> values;
    private final Set<String> understood = new TreeSet<>();
    private final Set<String> withoutLocalEffect = new TreeSet<>();
    private final List<Section> children = new ArrayList<>();

    Section(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        understood.add(name);
        return values.get(name) != null;
    }

    @Nullable
    Object value(String name) {
        understood.add(name);
        return values.get(name);
    }

    String text(String name) {
        Object value = value(name);
        if (value == null) {
            throw new TemplateException(path + "." + name + " is missing; it must be a text");
        }
        return scalar(value, path + "." + name);
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    int number(String name, int otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    int number(String name) {
        String text = text(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TemplateException(path + "." + name + " must be a whole number, but is: " + text, e);
        }
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TemplateException(path + "." + name + " must be true or false, but is: " + text(name));
        };
    }

    /// Reads one of the allowed words. Any other value is an error that lists them.
    String oneOf(String name, String otherwise, String... allowed) {
        String text = text(name, otherwise);
        if (!List.of(allowed).contains(text)) {
            throw new TemplateException(
                    path + "." + name + " is " + text + "; the local stack supports: " + String.join(", ", allowed));
        }
        return text;
    }

    List<String> texts(String name) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        return items.stream().map(item -> scalar(item, path + "." + name)).toList();
    }

    Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(name)) {
            TemplateYaml.map(values.get(name), path + "." + name)
                    .forEach((key, item) -> texts.put(key, scalar(item, path + "." + name + "." + key)));
        }
        return texts;
    }

    /// Returns the section of that name. It is empty if the template does not have it.
    Section section(String name) {
        Object value = value(name);
        Map<String, Object> content = value == null ? Map.of() : TemplateYaml.map(value, path + "." + name);
        return child(path + "." + name, content);
    }

    /// Returns every entry of a mapping from names to sections, for example a function's events.
    Map<String, Section> sectionsByName(String name) {
        Map<String, Section> sections = new LinkedHashMap<>();
        if (has(name)) {
            TemplateYaml.map(values.get(name), path + "." + name).forEach((key, item) -> {
                String childPath = path + "." + name + "." + key;
                sections.put(key, child(childPath, TemplateYaml.map(item, childPath)));
            });
        }
        return sections;
    }

    List<Section> sections(String name) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw new TemplateException(path + "." + name + " must be a list, but is: " + value);
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String childPath = path + "." + name + "[" + i + "]";
            sections.add(child(childPath, TemplateYaml.map(items.get(i), childPath)));
        }
        return sections;
    }

    /// Marks properties as known that have no effect on one machine: alarms, encryption, retention,
    /// permissions.
    void withoutLocalEffect(String... names) {
        withoutLocalEffect.addAll(List.of(names));
    }

    /// @throws TemplateException if this section, or one read from it, has a property that was not read
    void finish() {
        for (String name : values.keySet()) {
            if (!understood.contains(name) && !withoutLocalEffect.contains(name)) {
                throw new TemplateException(path + "." + name + " is not understood by the local stack; supported: "
                        + understood
                        + (withoutLocalEffect.isEmpty() ? "" : "; known, without local effect: " + withoutLocalEffect));
            }
        }
        children.forEach(Section::finish);
    }

    private Section child(String childPath, Map<String, Object> content) {
        Section child = new Section(childPath, content);
        children.add(child);
        return child;
    }

    private static String scalar(@Nullable Object value, String path) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        throw new TemplateException(path + " must be a text, a number or true/false, but is: " + value);
    }
}
