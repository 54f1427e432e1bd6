package kezek.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import kezek.local.template.Template;

/// How many environments of a function an event source may use at once. Here they are JVMs in containers,
/// all on this machine: ten that start together on two cores are all slower than the function's timeout.
public final class Concurrency {

    /// Lambda takes no less.
    public static final int MINIMUM = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Concurrency() {}

    /// Lowers every `MaximumConcurrency` of the stack above the limit. Other stacks of the endpoint are left alone.
    ///
    /// Those that come from a parameter are written in any case: CloudFormation makes a number of a
    /// parameter, while MiniStack 1.5.33 keeps its text, cannot compare it, and then polls no queue at
    /// all.
    ///
    /// @param maximum at least [#MINIMUM]
    public static void limit(AwsEndpoint endpoint, Template template, DeployedStack stack, int maximum) {
        template.functions().keySet().stream()
                .flatMap(function -> EventSourceMappings.of(endpoint, stack.physicalId(function)).stream())
                .forEach(mapping -> limit(endpoint, mapping, maximum));
    }

    private static void limit(AwsEndpoint endpoint, JsonNode mapping, int maximum) {
        JsonNode declared = mapping.path("ScalingConfig").path("MaximumConcurrency");
        if (declared.isTextual() || declared.asInt() > maximum) {
            ObjectNode change = JSON.createObjectNode();
            change.putObject("ScalingConfig").put("MaximumConcurrency", Math.min(maximum, declared.asInt()));
            endpoint.put(
                    EventSourceMappings.SERVICE,
                    EventSourceMappings.PATH + mapping.path("UUID").asText(),
                    change);
        }
    }
}
