package kezek.local.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kezek.local.remote.DeployedStack.Resource;
import kezek.local.template.Deployment;
import kezek.local.template.Template;
import kezek.local.template.TemplateReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    private static final Template TEMPLATE = TemplateReader.read(
            Path.of("..", "template.yaml"),
            Deployment.LOCAL,
            Map.of("JwtIssuer", "https://issuer.invalid", "JwtAudience", "nobody"));

    private static final DeployedStack STACK = new DeployedStack(
            "kezek",
            TEMPLATE.functions().keySet().stream()
                    .map(id -> new Resource(id, "AWS::Lambda::Function", "kezek-" + id, "CREATE_COMPLETE"))
                    .collect(Collectors.toMap(Resource::logicalId, resource -> resource)),
            Map.of());

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private HttpServer lambda;

    @BeforeEach
    void start() throws IOException {
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/2015-03-31/event-source-mappings/", this::answer);
        lambda.start();
    }

    @AfterEach
    void stop() {
        lambda.stop(0);
    }

    @Test
    void limit_isLaidOnThisStackAlone() {
        limitTo(2);

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        "geocode {\"ScalingConfig\":{\"MaximumConcurrency\":2}}",
                        "text {\"ScalingConfig\":{\"MaximumConcurrency\":2}}");
    }

    @Test
    void limitAboveTheTemplates_onlyMakesANumberOfText() {
        limitTo(20);

        assertThat(changes).containsExactly("text {\"ScalingConfig\":{\"MaximumConcurrency\":10}}");
    }

    private void limitTo(int maximum) {
        URI uri = URI.create("http://127.0.0.1:" + lambda.getAddress().getPort());
        try (AwsEndpoint endpoint = new AwsEndpoint(uri, Deployment.LOCAL.region())) {
            Concurrency.limit(endpoint, TEMPLATE, STACK, maximum);
        }
    }

    /// Answers as LocalStack does, with all mappings whose function's ARN contains the name.
    private void answer(HttpExchange exchange) throws IOException {
        String answer = "{}";
        if (exchange.getRequestMethod().equals("PUT")) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            changes.add(path.substring(path.lastIndexOf('/') + 1) + " " + body);
        } else {
            String name = exchange.getRequestURI().getQuery().substring("FunctionName=".length());
            answer = Stream.of(
                            mapping("geocode", "kezek-GeocodeFunction", "10"),
                            mapping("text", "kezek-ClassifyFunction", "\"10\""),
                            mapping("low", "kezek-AssignFunction", "2"),
                            mapping("theirs", "their-kezek-GeocodeFunction", "50"),
                            mapping("others", "others", "50"))
                    .filter(mapping -> mapping.contains(name))
                    .collect(Collectors.joining(",", "{\"EventSourceMappings\":[", "]}"));
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String mapping(String id, String function, String maximum) {
        return "{\"UUID\":\"%s\",\"FunctionArn\":\"%s\",\"ScalingConfig\":{\"MaximumConcurrency\":%s}}"
                .formatted(id, Deployment.LOCAL.arn("lambda", "function:" + function), maximum);
    }
}
