package kezek.local.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parts of a deployment that have an effect on one machine. The maps are keyed by logical id, in the
/// order of the file.
public record Template(
        Deployment deployment,
        Map<String, FunctionResource> functions,
        Map<String, QueueResource> queues,
        Map<String, TableResource> tables,
        Map<String, BucketResource> buckets,
        Map<String, HttpApiResource> httpApis) {

    public Template {
        functions = ordered(functions);
        queues = ordered(queues);
        tables = ordered(tables);
        buckets = ordered(buckets);
        httpApis = ordered(httpApis);
    }

    /// All routes of all functions.
    public List<HttpRoute> routes() {
        return functions.values().stream()
                .flatMap(function -> function.events().stream())
                .filter(HttpRoute.class::isInstance)
                .map(HttpRoute.class::cast)
                .toList();
    }

    /// @throws IllegalArgumentException if the template has no such function; the methods below do the
    ///     same
    public FunctionResource function(String logicalId) {
        return found(functions, logicalId);
    }

    public QueueResource queue(String logicalId) {
        return found(queues, logicalId);
    }

    public TableResource table(String logicalId) {
        return found(tables, logicalId);
    }

    public BucketResource bucket(String logicalId) {
        return found(buckets, logicalId);
    }

    private static <T> T found(Map<String, T> resources, String logicalId) {
        T resource = resources.get(logicalId);
        if (resource == null) {
            throw new IllegalArgumentException(
                    "the template has no " + logicalId + "; there are: " + resources.keySet());
        }
        return resource;
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
