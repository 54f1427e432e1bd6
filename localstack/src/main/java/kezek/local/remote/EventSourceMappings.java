package kezek.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The event source mappings of a function.
final class EventSourceMappings {

    static final String SERVICE = "lambda";
    static final String PATH = "/2015-03-31/event-source-mappings/";

    private static final int NAME_IN_ARN = 6;

    private EventSourceMappings() {}

    /// @param function its physical name
    static List<JsonNode> of(AwsEndpoint endpoint, String function) {
        List<JsonNode> found = new ArrayList<>();
        endpoint.find(SERVICE, PATH + "?FunctionName=" + function)
                .ifPresent(answer -> answer.path("EventSourceMappings").forEach(found::add));
        // LocalStack 4.14.0 also returns mappings whose ARN contains the name.
        found.removeIf(mapping -> !isOf(function, mapping));
        return found;
    }

    private static boolean isOf(String function, JsonNode mapping) {
        String[] arn = mapping.path("FunctionArn").asText().split(":");
        return arn.length > NAME_IN_ARN && arn[NAME_IN_ARN].equals(function);
    }
}
