package kezek.rights;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kezek.localstack.lambda.InProcessHost;
import kezek.localstack.lambda.LocalFunction;
import kezek.localstack.template.GrantedRights;
import kezek.localstack.template.Template;
import kezek.rights.CallRecorder.Call;

/// The functions in this JVM, with each call that they make kept.
public final class RecordedFunctions {

    private static final String OBJECTS = "/imports/*";

    private final Map<String, Set<Call>> calls = new ConcurrentHashMap<>();

    /// Makes the handler of a function.
    public Object handler(LocalFunction function) {
        return CallRecorder.recorded(
                calls.computeIfAbsent(function.id(), id -> CallRecorder.newCalls()),
                () -> InProcessHost.fromClassPath(function));
    }

    /// @return `function action resource` of each right that a call so far needed, and that the function's role in
    ///     the file does not have
    public Set<String> missing(Template template, Path file) {
        Map<String, Set<String>> granted = GrantedRights.byFunction(file);
        Set<String> missing = new TreeSet<>();
        used(template).forEach((function, rights) -> rights.stream()
                .filter(right -> granted.get(function).stream().noneMatch(grant -> covers(grant, right)))
                .forEach(right -> missing.add(function + " " + right)));
        return missing;
    }

    /// The rights that were needed so far, by function.
    public Map<String, Set<String>> used(Template template) {
        Rights rights = new Rights(template);
        return calls.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> rights.needed(entry.getValue())));
    }

    /// An object is allowed by the folder that it is in.
    private static boolean covers(String grant, String right) {
        return grant.equals(right)
                || (right.startsWith("s3:")
                        && grant.substring(0, grant.indexOf(' ')).equals(right.substring(0, right.indexOf(' ')))
                        && grant.endsWith(OBJECTS));
    }
}
