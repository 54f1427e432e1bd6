package kezek.local;

import java.util.Map;
import kezek.local.lambda.LocalFunction;
import kezek.local.template.FunctionResource;

/// Functions as a local stack runs them, for tests that call them by themselves.
public final class TestFunctions {

    private TestFunctions() {}

    public static LocalFunction localised(
            LocalDeployment stack, FunctionResource function, Map<String, String> overrides) {
        return FunctionEnvironment.localised(function, stack.template(), stack.endpoints(), overrides);
    }
}
