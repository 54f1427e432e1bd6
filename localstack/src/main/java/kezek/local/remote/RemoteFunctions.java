package kezek.local.remote;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import kezek.local.lambda.FunctionHost;
import kezek.local.lambda.InvocationResult;
import kezek.local.lambda.InvocationResult.Answered;
import kezek.local.lambda.InvocationResult.Failed;
import kezek.local.lambda.PayloadTooLargeException;
import software.amazon.awssdk.http.SdkHttpMethod;

/// The functions of a deployed stack. They are called by Lambda's `Invoke`.
public final class RemoteFunctions implements FunctionHost {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION_ERROR = "x-amz-function-error";
    private static final String REQUEST_ID = "x-amzn-requestid";

    private final AwsEndpoint endpoint;
    private final DeployedStack stack;

    public RemoteFunctions(AwsEndpoint endpoint, DeployedStack stack) {
        this.endpoint = endpoint;
        this.stack = stack;
    }

    /// @throws AwsEndpoint.CallFailed if Lambda refuses the call
    @Override
    public InvocationResult invoke(String function, byte[] event) {
        if (event.length > PAYLOAD_LIMIT) {
            throw new PayloadTooLargeException(function, event.length, PAYLOAD_LIMIT);
        }
        String path = "/2015-03-31/functions/" + stack.physicalId(function) + "/invocations";
        AwsEndpoint.Answer answer =
                endpoint.call("lambda", SdkHttpMethod.POST, path, Map.of("Content-Type", "application/json"), event);
        if (!answer.succeeded()) {
            throw new AwsEndpoint.CallFailed("Lambda, asked to invoke " + function + ",", answer);
        }
        String requestId = answer.headers().getOrDefault(REQUEST_ID, "");
        return answer.headers().containsKey(FUNCTION_ERROR)
                ? new Failed(requestId, errorType(answer.body()), answer.body())
                : new Answered(requestId, answer.body());
    }

    private static String errorType(byte[] payload) {
        try {
            return JSON.readTree(payload).path("errorType").asText("Unknown");
        } catch (IOException e) {
            // The runtime reports JSON. Any other content is passed on unchanged.
            return "Unknown";
        }
    }

    /// Does nothing, because Lambda decides when it starts environments.
    @Override
    public void warm(String function) {}

    /// Always empty, because the functions do not run on this machine.
    @Override
    public List<ProcessHandle> processes(String function) {
        return List.of();
    }

    /// Does nothing; the stack stays deployed.
    @Override
    public void close() {}
}
