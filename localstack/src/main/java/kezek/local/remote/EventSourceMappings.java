package kezek.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What Lambda reads queues and streams by, for one function.
final class EventSourceMappings {

    static final String SERVICE = "lambda";
    static final String PATH = "/2015-03-31/event-source-mappings/";

    private static final int NAME_IN_ARN = 6;

    private EventSourceMappings() {}

    /// @param function its name
    static List<JsonNode> of(AwsEndpoint endpoint, String function) {
        List<JsonNode> found = new ArrayList<>();
        endpoint.find(SERVICE, PATH + "?FunctionName=" + function)
                .ifPresent(answer -> answer.path("EventSourceMappings").forEach(found::add));
        // LocalStack 4.14.0 also gives those whose ARN has the name somewhere in it.
        found.removeIf(mapping -> !isOf(function, mapping));
        return found;
    }

    private static boolean isOf(String function, JsonNode mapping) {
        String[] arn = mapping.path("FunctionArn").asText().split(":");
        return arn.length > NAME_IN_ARN && arn[NAME_IN_ARN].equals(function);
    }
}
