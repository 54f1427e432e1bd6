package kezek.local.template;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads properties of functions that have no effect on one machine, as they are written in the template.
public final class FunctionProperties {

    private final Map<String, Object> resources;

    private FunctionProperties(Map<String, Object> resources) {
        this.resources = resources;
    }

    /// @throws TemplateException if the file is not a template
    public static FunctionProperties read(Path template) {
        return new FunctionProperties(
                TemplateYaml.map(TemplateYaml.read(template).get("Resources"), "Resources"));
    }

    /// @param path of keys below `Properties`, e.g. `SnapStart`, `ApplyOn`
    /// @return empty if the function does not set it, or computes it
    public Optional<String> literal(String function, String... path) {
        Object found = value(resources.get(function), "Properties");
        for (String key : path) {
            found = value(found, key);
        }
        return Optional.ofNullable(found).filter(String.class::isInstance).map(String.class::cast);
    }

    private static @Nullable Object value(@Nullable Object map, String key) {
        return map instanceof Map<?, ?> properties ? properties.get(key) : null;
    }
}
