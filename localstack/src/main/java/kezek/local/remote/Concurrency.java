package kezek.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import kezek.local.template.Template;

/// Limits how many environments of a function an event source may use at the same time. On an emulator
/// each environment is a JVM in a container on this machine. If ten of them start at once on two cores,
/// each takes longer than the function's timeout.
public final class Concurrency {

    /// Lambda's lower limit.
    public static final int MINIMUM = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Concurrency() {}

    /// Lowers every `MaximumConcurrency` of the stack to the limit, and leaves other stacks of the
    /// endpoint alone.
    ///
    /// A value that comes from a parameter is always written as a number, as CloudFormation does.
    /// MiniStack 1.5.33 keeps the parameter's text, cannot compare it, and then polls no queue.
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
