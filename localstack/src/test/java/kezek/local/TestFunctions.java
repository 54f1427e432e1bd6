package kezek.local;

import java.util.Map;
import kezek.local.lambda.LocalFunction;
import kezek.local.template.FunctionResource;

/// Functions of a local stack for tests that call them directly.
public final class TestFunctions {

    private TestFunctions() {}

    public static LocalFunction localised(
            LocalDeployment stack, FunctionResource function, Map<String, String> overrides) {
        return FunctionEnvironment.localised(function, stack.template(), stack.endpoints(), overrides);
    }
}
