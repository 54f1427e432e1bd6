package kezek.localstack.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How many environments of a function an event source may use at once. Here they are JVMs in containers,
/// all on this machine: ten that start together on two cores are all slower than the function's timeout.
public final class Concurrency {

    /// Lambda takes no less.
    public static final int MINIMUM = 2;

    private static final String MAPPINGS = "/2015-03-31/event-source-mappings/";
    private static final String SERVICE = "lambda";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Concurrency() {}

    /// Lowers every `MaximumConcurrency` above the limit.
    ///
    /// Those that come from a parameter are written in any case: CloudFormation makes a number of a
    /// parameter, while MiniStack 1.5.33 keeps its text, cannot compare it, and then polls no queue at
    /// all.
    ///
    /// @param maximum at least [#MINIMUM]
    public static void limit(AwsEndpoint endpoint, int maximum) {
        endpoint.find(SERVICE, MAPPINGS).ifPresent(answer -> {
            for (JsonNode mapping : answer.path("EventSourceMappings")) {
                JsonNode declared = mapping.path("ScalingConfig").path("MaximumConcurrency");
                if (declared.isTextual() || declared.asInt() > maximum) {
                    ObjectNode change = JSON.createObjectNode();
                    change.putObject("ScalingConfig").put("MaximumConcurrency", Math.min(maximum, declared.asInt()));
                    endpoint.put(SERVICE, MAPPINGS + mapping.path("UUID").asText(), change);
                }
            }
        });
    }
}
