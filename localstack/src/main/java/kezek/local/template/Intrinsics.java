package kezek.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Resolves CloudFormation's intrinsic functions and pseudo parameters.
final class Intrinsics {

    private static final String SUPPORTED =
            "Ref, Fn::GetAtt, Fn::Sub, Fn::If, Fn::Equals, Fn::Not, Fn::And, Fn::Or, Fn::Join, Condition";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    /// Stands for `AWS::NoValue`. A property with this value counts as missing.
    private static final Object NO_VALUE = new Object();

    private final Map<String, String> parameters;
    private final Map<String, Object> conditions;
    private final Map<String, String> pseudoParameters;
    private final BiFunction<String, String, Object> references;
    private final ResourceAttribute attributes;

    /// Resolves an attribute of a resource for `Fn::GetAtt`.
    interface ResourceAttribute {
        String value(String logicalId, String attribute, String path);
    }

    /// @param references `(logical id, path of the reference)` to the value of `Ref`
    Intrinsics(
            Map<String, String> parameters,
            Map<String, Object> conditions,
            Deployment deployment,
            BiFunction<String, String, Object> references,
            ResourceAttribute attributes) {
        this.parameters = parameters;
        this.conditions = conditions;
        this.references = references;
        this.attributes = attributes;
        this.pseudoParameters = Map.of(
                "AWS::Region", deployment.region(),
                "AWS::AccountId", deployment.accountId(),
                "AWS::StackName", deployment.stackName(),
                "AWS::StackId", deployment.arn("cloudformation", "stack/" + deployment.stackName() + "/local"),
                "AWS::Partition", "aws",
                "AWS::URLSuffix", "amazonaws.com");
    }

    /// Resolves all intrinsic functions in the value. Entries that are `AWS::NoValue` are left out.
    Map<String, Object> resolveMap(Map<String, Object> raw, String path) {
        return TemplateYaml.map(resolve(raw, path), path);
    }

    Object resolve(Object raw, String path) {
        return switch (raw) {
            case Map<?, ?> map
            when isIntrinsic(map) -> {
                String name = String.valueOf(map.keySet().iterator().next());
                yield call(name, map.values().iterator().next(), path);
            }
            case Map<?, ?> map -> resolveEntries(map, path);
            case List<?> list -> resolveItems(list, path);
            default -> raw;
        };
    }

    /// @throws TemplateException if the template does not define the condition
    boolean condition(String name, String path) {
        Object expression = conditions.get(name);
        if (expression == null) {
            throw new TemplateException(
                    path + ": there is no condition " + name + "; the template has: " + conditions.keySet());
        }
        return truth(expression, "Conditions." + name);
    }

    private static boolean isIntrinsic(Map<?, ?> map) {
        if (map.size() != 1) {
            return false;
        }
        String key = String.valueOf(map.keySet().iterator().next());
        return key.equals("Ref") || key.startsWith("Fn::");
    }

    private Map<String, Object> resolveEntries(Map<?, ?> map, String path) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            Object value = item == null ? NO_VALUE : resolve(item, path + "." + key);
            if (value != NO_VALUE) {
                resolved.put(String.valueOf(key), value);
            }
        });
        return resolved;
    }

    private List<Object> resolveItems(List<?> list, String path) {
        List<Object> resolved = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object value = resolve(list.get(i), path + "[" + i + "]");
            if (value != NO_VALUE) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private Object call(String name, Object argument, String path) {
        return switch (name) {
            case "Ref" -> reference(String.valueOf(argument), path);
            case "Fn::GetAtt" -> attribute(argument, path);
            case "Fn::Sub" -> substitute(argument, path);
            case "Fn::If" -> choose(argument, path);
            case "Fn::Join" -> join(argument, path);
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" ->
                throw new TemplateException(path + ": " + name + " is only supported under Conditions");
            default ->
                throw new TemplateException(path + ": the local stack does not know the intrinsic function " + name
                        + "; supported: " + SUPPORTED);
        };
    }

    private Object reference(String name, String path) {
        if (name.equals("AWS::NoValue")) {
            return NO_VALUE;
        }
        if (pseudoParameters.containsKey(name)) {
            return pseudoParameters.get(name);
        }
        if (name.startsWith("AWS::")) {
            throw new TemplateException(path + ": the local stack does not know the pseudo parameter " + name
                    + "; supported: " + pseudoParameters.keySet() + ", AWS::NoValue");
        }
        String parameter = parameters.get(name);
        return parameter != null ? parameter : references.apply(name, path);
    }

    private String attribute(Object argument, String path) {
        List<?> parts = arguments(argument, 2, "Fn::GetAtt", path);
        return attributes.value(String.valueOf(parts.get(0)), String.valueOf(parts.get(1)), path);
    }

    private String substitute(Object argument, String path) {
        if (argument instanceof String text) {
            return substitute(text, Map.of(), path);
        }
        List<?> parts = arguments(argument, 2, "Fn::Sub", path);
        return substitute(String.valueOf(parts.get(0)), resolveMap(TemplateYaml.map(parts.get(1), path), path), path);
    }

    private String substitute(String text, Map<String, Object> variables, String path) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(variable(match.group(1), match.group(2), variables, path)));
    }

    private String variable(String literalMark, String name, Map<String, Object> variables, String path) {
        if (!literalMark.isEmpty()) {
            return "${" + name + "}";
        }
        if (variables.containsKey(name)) {
            return String.valueOf(variables.get(name));
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? String.valueOf(reference(name, path))
                : attributes.value(name.substring(0, dot), name.substring(dot + 1), path);
    }

    private Object choose(Object argument, String path) {
        List<?> parts = arguments(argument, 3, "Fn::If", path);
        return resolve(condition(String.valueOf(parts.get(0)), path) ? parts.get(1) : parts.get(2), path);
    }

    private String join(Object argument, String path) {
        List<?> parts = arguments(argument, 2, "Fn::Join", path);
        if (!(resolve(parts.get(1), path) instanceof List<?> items)) {
            throw new TemplateException(path + ": the second argument of Fn::Join must be a list");
        }
        return String.join(
                String.valueOf(parts.get(0)),
                items.stream().map(String::valueOf).toList());
    }

    private boolean truth(Object expression, String path) {
        Map<String, Object> call = TemplateYaml.map(expression, path);
        String name = call.keySet().stream().findFirst().orElse("nothing");
        Object argument = call.get(name);
        return switch (name) {
            case "Fn::Equals" -> {
                List<?> parts = arguments(argument, 2, name, path);
                yield String.valueOf(resolve(parts.get(0), path)).equals(String.valueOf(resolve(parts.get(1), path)));
            }
            case "Fn::Not" -> !truth(arguments(argument, 1, name, path).get(0), path);
            case "Fn::And" -> list(argument, name, path).stream().allMatch(truthAt(path));
            case "Fn::Or" -> list(argument, name, path).stream().anyMatch(truthAt(path));
            case "Condition" -> condition(String.valueOf(argument), path);
            default ->
                throw new TemplateException(
                        path + ": " + name
                                + " is no condition that the local stack knows; supported: Fn::Equals, Fn::Not, Fn::And, Fn::Or, Condition");
        };
    }

    private Predicate<Object> truthAt(String path) {
        return item -> truth(item, path);
    }

    private static List<?> arguments(@Nullable Object argument, int count, String name, String path) {
        List<?> parts = list(argument, name, path);
        if (parts.size() != count) {
            throw new TemplateException(path + ": " + name + " takes " + count + " arguments, but has " + parts.size());
        }
        return parts;
    }

    private static List<?> list(@Nullable Object argument, String name, String path) {
        if (argument instanceof List<?> parts) {
            return parts;
        }
        throw new TemplateException(path + ": " + name + " takes a list of arguments, but has: " + argument);
    }
}
