package kezek.simulation;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/// What Lambda tells an invocation. Its log lines are dropped: the trace of the simulation says more.
record SimulatedContext(Scheduler.Invocation invocation) implements Context, LambdaLogger {

    @Override
    public void log(String message) {}

    @Override
    public void log(byte[] message) {}

    @Override
    public LambdaLogger getLogger() {
        return this;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return invocation.remainingMillis();
    }

    @Override
    public String getAwsRequestId() {
        return "6f1e0a52-0000-4000-8000-000000000000";
    }

    @Override
    public String getFunctionName() {
        return invocation.name();
    }

    @Override
    public String getLogGroupName() {
        return "log-group";
    }

    @Override
    public String getLogStreamName() {
        return "log-stream";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:000000000000:function:" + invocation.name();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("no mobile client calls these functions");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("no mobile client calls these functions");
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1_024;
    }
}
