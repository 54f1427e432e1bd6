package kezek.rights;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kezek.local.lambda.InProcessHost;
import kezek.local.lambda.LocalFunction;
import kezek.local.template.GrantedRights;
import kezek.local.template.Template;

/// The functions in this JVM, with the permissions that they used so far.
public final class RecordedFunctions {

    private final Map<String, Set<Right>> rights = new ConcurrentHashMap<>();

    /// Creates the handler of a function.
    public Object handler(LocalFunction function) {
        return CallRecorder.recorded(
                rights.computeIfAbsent(function.id(), id -> ConcurrentHashMap.newKeySet()),
                () -> InProcessHost.fromClassPath(function));
    }

    /// @return `action resource` of each permission that was used so far, by function
    public Map<String, Set<String>> used(Template template) {
        return rights.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .map(right -> right.spelled(template))
                                .collect(Collectors.toSet())));
    }

    /// @param file a template.yaml
    /// @return `function action resource` of each permission that was used but is missing in the
    ///     function's role
    public Set<String> missing(Template template, Path file) {
        Map<String, Set<String>> granted = GrantedRights.byFunction(file);
        Set<String> missing = new TreeSet<>();
        used(template)
                .forEach((function, needed) -> needed.stream()
                        .filter(right -> !granted.get(function).contains(right))
                        .forEach(right -> missing.add(function + " " + right)));
        return missing;
    }
}
