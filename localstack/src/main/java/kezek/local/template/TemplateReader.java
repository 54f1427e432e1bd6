package kezek.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads an AWS SAM template. Anything it does not know is an error that names the place. Properties that
/// only have an effect in the cloud (alarms, permissions, encryption, retention) are listed as known one
/// by one.
public final class TemplateReader {

    private static final Set<String> TOP_LEVEL = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Parameters",
            "Conditions",
            "Globals",
            "Resources",
            "Outputs");

    private static final Set<String> RESOURCE_LEVEL =
            Set.of("Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");

    private final Path file;
    private final Deployment deployment;
    private final Map<String, Object> document;
    private final Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
    private final Intrinsics intrinsics;
    private final ResourceNames names;

    private TemplateReader(Path file, Deployment deployment, Map<String, String> given) {
        this.file = file.toAbsolutePath().normalize();
        this.deployment = deployment;
        this.document = TemplateYaml.read(this.file);
        refuseOthers(document.keySet(), TOP_LEVEL, "");
        // The names need the intrinsic functions, and these need the names. Both are only used after the
        // constructor.
        this.intrinsics = new Intrinsics(
                parameters(given),
                part("Conditions"),
                deployment,
                this::reference,
                (id, attribute, path) -> names().attribute(id, attribute, path));
        this.names = new ResourceNames(deployment, resources, intrinsics::resolve);
    }

    /// @param parameters values of the template's parameters; required for parameters without a default
    /// @throws TemplateException if the template, or a value, is not understood
    public static Template read(Path file, Deployment deployment, Map<String, String> parameters) {
        return new TemplateReader(file, deployment, parameters).read();
    }

    private Template read() {
        selectResources();
        ResourceReader reader = new ResourceReader(deployment, names, file.resolveSibling(""));
        resources.forEach((logicalId, resource) -> readResource(reader, logicalId, resource));
        intrinsics.resolve(part("Outputs"), "Outputs");
        return reader.template();
    }

    private void readResource(ResourceReader reader, String logicalId, Map<String, Object> resource) {
        String path = "Resources." + logicalId;
        String type = names.type(logicalId, path);
        refuseOthers(resource.keySet(), RESOURCE_LEVEL, path + ".");
        String propertiesPath = path + ".Properties";
        Object properties = resource.getOrDefault("Properties", Map.of());
        // Resolves all properties, so that a wrong reference is also found in a property without local
        // effect.
        Map<String, Object> resolved =
                intrinsics.resolveMap(TemplateYaml.map(properties, propertiesPath), propertiesPath);
        reader.read(logicalId, type, new Section(propertiesPath, resolved));
    }

    /// Selects the resources whose condition is true, and merges the globals into them.
    private void selectResources() {
        Globals globals = new Globals(part("Globals"));
        part("Resources").forEach((logicalId, raw) -> {
            String path = "Resources." + logicalId;
            Map<String, Object> resource = TemplateYaml.map(raw, path);
            Object condition = resource.get("Condition");
            if (condition == null || intrinsics.condition(String.valueOf(condition), path)) {
                Map<String, Object> own =
                        TemplateYaml.map(resource.getOrDefault("Properties", Map.of()), path + ".Properties");
                resource.put("Properties", globals.merged(String.valueOf(resource.get("Type")), own));
                resources.put(logicalId, resource);
            }
        });
    }

    private Map<String, String> parameters(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        part("Parameters").forEach((name, raw) -> values.put(name, parameter(name, raw, given)));
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(values.keySet());
        if (!unknown.isEmpty()) {
            throw new TemplateException(file + " has no parameter " + unknown + "; it has: " + values.keySet());
        }
        return values;
    }

    private static String parameter(String name, Object raw, Map<String, String> given) {
        Section parameter = new Section("Parameters." + name, TemplateYaml.map(raw, "Parameters." + name));
        parameter.oneOf("Type", "String", "String", "Number");
        String preset = parameter.has("Default") ? parameter.text("Default") : null;
        String value = given.getOrDefault(name, preset);
        if (value == null) {
            throw new TemplateException(parameter.path() + " has no default; give it a value");
        }
        List<String> allowed = parameter.texts("AllowedValues");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw new TemplateException(parameter.path() + " is " + value + "; allowed: " + allowed);
        }
        parameter.withoutLocalEffect(
                "Description",
                "MinValue",
                "MaxValue",
                "MinLength",
                "MaxLength",
                "AllowedPattern",
                "ConstraintDescription",
                "NoEcho");
        parameter.finish();
        return value;
    }

    private Map<String, Object> part(String name) {
        Object value = document.get(name);
        return value == null ? Map.of() : TemplateYaml.map(value, name);
    }

    private Object reference(String logicalId, String path) {
        return names().reference(logicalId, path);
    }

    private ResourceNames names() {
        return names;
    }

    private static void refuseOthers(Set<String> found, Set<String> supported, String path) {
        List<String> others = new ArrayList<>(found);
        others.removeAll(supported);
        if (!others.isEmpty()) {
            throw new TemplateException(path + others.getFirst() + " is not understood by the local stack; supported: "
                    + new TreeSet<>(supported));
        }
    }
}
