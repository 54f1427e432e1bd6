package kezek.local.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// A deployed stack as CloudFormation describes it.
///
/// @param resources by logical id
public record DeployedStack(String name, Map<String, Resource> resources, Map<String, String> outputs) {

    private static final String SERVICE = "cloudformation";
    private static final String VERSION = "2010-05-15";

    /// @param physicalId its identifier in the service
    /// @param status e.g. `CREATE_COMPLETE`
    public record Resource(String logicalId, String type, String physicalId, String status) {}

    public DeployedStack {
        resources = Map.copyOf(resources);
        outputs = Map.copyOf(outputs);
    }

    /// @throws AwsEndpoint.CallFailed if there is no such stack
    public static DeployedStack read(AwsEndpoint endpoint, String name) {
        return new DeployedStack(name, resources(endpoint, name), outputs(endpoint, name));
    }

    /// @throws IllegalStateException if the stack has no such resource
    public String physicalId(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId))
                .map(Resource::physicalId)
                .orElseThrow(() -> new IllegalStateException(
                        "the stack " + name + " has no " + logicalId + "; it has: " + resources.keySet()));
    }

    private static Map<String, Resource> resources(AwsEndpoint endpoint, String name) {
        Map<String, Resource> found = new LinkedHashMap<>();
        Optional<String> next = Optional.empty();
        do {
            Map<String, String> request =
                    new LinkedHashMap<>(Map.of("Action", "ListStackResources", "Version", VERSION, "StackName", name));
            next.ifPresent(token -> request.put("NextToken", token));
            Document page = endpoint.query(SERVICE, request);
            for (Element member : members(page, "StackResourceSummaries")) {
                String id = text(member, "LogicalResourceId");
                found.put(
                        id,
                        new Resource(
                                id,
                                text(member, "ResourceType"),
                                text(member, "PhysicalResourceId"),
                                text(member, "ResourceStatus")));
            }
            next = Optional.of(text(page.getDocumentElement(), "NextToken")).filter(token -> !token.isEmpty());
        } while (next.isPresent());
        return found;
    }

    private static Map<String, String> outputs(AwsEndpoint endpoint, String name) {
        Document stacks =
                endpoint.query(SERVICE, Map.of("Action", "DescribeStacks", "Version", VERSION, "StackName", name));
        Map<String, String> outputs = new LinkedHashMap<>();
        members(stacks, "Outputs")
                .forEach(member -> outputs.put(text(member, "OutputKey"), text(member, "OutputValue")));
        return outputs;
    }

    private static List<Element> members(Document document, String list) {
        List<Element> members = new ArrayList<>();
        NodeList lists = document.getElementsByTagName(list);
        for (int i = 0; i < lists.getLength(); i++) {
            for (Node node = lists.item(i).getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element member) {
                    members.add(member);
                }
            }
        }
        return members;
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
