package kezek.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The section `Globals` of a SAM template: default properties of resources. Mappings are merged, lists
/// are joined with the global one first, and a plain value of the resource replaces the global one
/// (<https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html>).
final class Globals {

    private static final Map<String, String> TYPES =
            Map.of("Function", "AWS::Serverless::Function", "HttpApi", "AWS::Serverless::HttpApi");

    private final Map<String, Object> globals;

    Globals(Map<String, Object> globals) {
        this.globals = globals;
        Set<String> unknown = new TreeSet<>(globals.keySet());
        unknown.removeAll(TYPES.keySet());
        if (!unknown.isEmpty()) {
            throw new TemplateException("Globals." + unknown.iterator().next()
                    + " is not understood by the local stack; supported: " + TYPES.keySet());
        }
    }

    /// Returns the properties of a resource of this type.
    Map<String, Object> merged(String type, Map<String, Object> properties) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type) && globals.get(entry.getKey()) != null)
                .findFirst()
                .map(entry ->
                        merge(TemplateYaml.map(globals.get(entry.getKey()), "Globals." + entry.getKey()), properties))
                .orElse(properties);
    }

    private static Map<String, Object> merge(Map<String, Object> global, Map<String, Object> own) {
        Map<String, Object> merged = new LinkedHashMap<>(global);
        own.forEach((key, value) -> merged.merge(key, value, Globals::merge));
        return merged;
    }

    private static Object merge(Object global, Object own) {
        if (global instanceof Map<?, ?> && own instanceof Map<?, ?> && !isIntrinsic(global) && !isIntrinsic(own)) {
            return merge(TemplateYaml.map(global, "Globals"), TemplateYaml.map(own, "Globals"));
        }
        if (global instanceof List<?> first && own instanceof List<?> second) {
            List<Object> joined = new ArrayList<>(first);
            joined.addAll(second);
            return joined;
        }
        return own;
    }

    private static boolean isIntrinsic(Object value) {
        return value instanceof Map<?, ?> map
                && map.keySet().stream()
                        .map(String::valueOf)
                        .anyMatch(key -> key.equals("Ref") || key.startsWith("Fn::"));
    }
}
