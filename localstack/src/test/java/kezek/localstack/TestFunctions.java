package kezek.localstack;

import java.util.Map;
import kezek.localstack.lambda.LocalFunction;
import kezek.localstack.template.FunctionResource;

/// Functions as a local stack runs them, for tests that call them by themselves.
public final class TestFunctions {

    private TestFunctions() {}

    public static LocalFunction localised(LocalStack stack, FunctionResource function, Map<String, String> overrides) {
        return FunctionEnvironment.localised(function, stack.template(), stack.endpoints(), overrides);
    }
}
