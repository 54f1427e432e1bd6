package kezek.local.lambda;

import java.util.Map;
import kezek.local.template.FunctionResource;

/// A function as it runs on this machine.
///
/// @param environment the template's variables with local names, and the addresses of the emulators
public record LocalFunction(FunctionResource resource, Map<String, String> environment) {

    public LocalFunction {
        environment = Map.copyOf(environment);
    }

    public String id() {
        return resource.logicalId();
    }

    /// Leaves out the environment variables, because they may hold secrets.
    @Override
    public String toString() {
        return "LocalFunction[" + id() + "]";
    }
}
