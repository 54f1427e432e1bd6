package kezek.local.lambda;

import java.util.Map;
import kezek.local.template.FunctionResource;

/// A function as it runs here.
///
/// @param environment what the function reads: the template's variables with local names, and where the emulators
///     are
public record LocalFunction(FunctionResource resource, Map<String, String> environment) {

    public LocalFunction {
        environment = Map.copyOf(environment);
    }

    public String id() {
        return resource.logicalId();
    }

    /// No variables: they may hold secrets.
    @Override
    public String toString() {
        return "LocalFunction[" + id() + "]";
    }
}
