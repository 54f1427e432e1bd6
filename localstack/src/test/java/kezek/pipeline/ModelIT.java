package kezek.pipeline;

import static kezek.pipeline.ByHand.CLASSIFY;
import static kezek.pipeline.ByHand.GEOCODE;
import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kezek.localstack.lambda.LocalFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A server that answers chat completions in the model's place.
class ModelIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUMMARY = "Клиент просит совета. Рекомендация: ответить.";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean isDown;
    private HttpServer server;

    @BeforeEach
    void startModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopModel() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void ticketsShowWhatTheModelAnswered() {
        try (Pipeline pipeline = Pipeline.start(options ->
                options.withEnvironment("OPENAI_BASE_URL", baseUrl()).withEnvironment("OPENAI_MODEL", "stub"))) {
            pipeline.uploadSample("model");
            pipeline.awaitImport("model", "finished");

            assertThat(pipeline.items().tickets()).hasSize(Reference.TICKETS).allSatisfy(ticket -> {
                assertThat(text(ticket, "category")).isEqualTo("Консультация");
                assertThat(text(ticket, "sentiment")).isEqualTo("Позитивный");
                assertThat(number(ticket, "priority")).isEqualTo(7);
                assertThat(text(ticket, "language")).isEqualTo("RU");
                assertThat(ticket.get("analysis").m().get("summary").s()).isEqualTo(SUMMARY);
                assertThat(ticket.get("analysis").m().get("source").s()).isEqualTo("model");
                assertThat(ticket.get("analysis").m().get("model").s()).isEqualTo("stub");
            });
            pipeline.checkInvariants();
        }
    }

    @Test
    void modelThatStaysDown_isRepresentedByTheRulesAfterTheLastAttempt() {
        isDown = true;
        try (ByHand hands = ByHand.start(this::withModel)) {
            hands.pipeline().put("imports/sample/" + TICKETS, SAMPLE.resolve(TICKETS));
            hands.deliver(hands.takeUpload("imports/sample/" + TICKETS));
            hands.deliver(GEOCODE, hands.take(GEOCODE).subList(0, 2));
            List<SQSMessage> messages = hands.take(CLASSIFY);

            assertThat(hands.deliver(CLASSIFY, messages)).hasSize(2);
            assertThat(analysed(hands)).isEmpty();

            messages.forEach(message -> message.getAttributes().put("ApproximateReceiveCount", "5"));
            assertThat(hands.deliver(CLASSIFY, messages)).isEmpty();
            assertThat(analysed(hands)).hasSize(2).allSatisfy(ticket -> {
                assertThat(ticket.get("analysis").m().get("source").s()).isEqualTo("rules");
                assertThat(ticket.get("analysis").m().get("degraded").bool()).isTrue();
            });
        }
    }

    private static List<Map<String, AttributeValue>> analysed(ByHand hands) {
        return hands.pipeline().items().tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("ANALYSED"))
                .toList();
    }

    private LocalFunction withModel(LocalFunction function) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.put("OPENAI_BASE_URL", baseUrl());
        return new LocalFunction(function.resource(), environment);
    }

    private String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = (isDown ? "{\"error\":{\"message\":\"down\"}}" : completion()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(isDown ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String completion() {
        ObjectNode answer = JSON.createObjectNode()
                .put("category", "Консультация")
                .put("sentiment", "Позитивный")
                .put("priority", 7)
                .put("language", "RU")
                .put("summary", SUMMARY);
        ObjectNode completion = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "stub");
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", answer.toString());
        return completion.toString();
    }
}
