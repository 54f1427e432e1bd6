package kezek.pipeline;

import static kezek.pipeline.Items.number;
import static kezek.pipeline.Items.text;
import static kezek.pipeline.ManualDelivery.CLASSIFY;
import static kezek.pipeline.ManualDelivery.GEOCODE;
import static kezek.pipeline.Pipeline.SAMPLE;
import static kezek.pipeline.Pipeline.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kezek.local.lambda.LocalFunction;
import kezek.pipeline.ModelStub.Mood;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The pipeline with a model.
class ModelIT {

    @Test
    void ticketsShowWhatTheModelAnswered_andWhatItTook() throws IOException {
        try (ModelStub model = ModelStub.start(Mood.WELL);
                Pipeline pipeline = Pipeline.start(options -> options.withEnvironment(Map.of(
                        "OPENAI_BASE_URL", model.baseUrl(),
                        "OPENAI_MODEL", "stub",
                        "OPENAI_PRICE_PER_MILLION", "0.15,0.60")))) {
            pipeline.uploadSample("model");
            pipeline.awaitImport("model", "finished");

            assertThat(pipeline.items().tickets()).hasSize(Reference.TICKETS).allSatisfy(ticket -> {
                assertThat(text(ticket, "category")).isEqualTo("Консультация");
                assertThat(text(ticket, "sentiment")).isEqualTo("Позитивный");
                assertThat(number(ticket, "priority")).isEqualTo(7);
                assertThat(text(ticket, "language")).isEqualTo("RU");
                Map<String, AttributeValue> analysis = ticket.get("analysis").m();
                assertThat(analysis.get("summary").s()).isEqualTo(ModelStub.SUMMARY);
                assertThat(analysis.get("source").s()).isEqualTo("MODEL");
                assertThat(analysis.get("model").s()).isEqualTo("stub");
                assertThat(analysis.get("prompt").s()).isEqualTo("classify/0");
                Map<String, AttributeValue> usage = analysis.get("usage").m();
                boolean cached = usage.get("cached").bool();
                assertThat(number(usage, "promptTokens")).isEqualTo(cached ? 0 : 1_000);
                assertThat(number(usage, "costMicroUsd")).isEqualTo(cached ? 0 : 210);
            });
            long asked = pipeline.items().tickets().stream()
                    .filter(ticket -> !ticket.get("analysis")
                            .m()
                            .get("usage")
                            .m()
                            .get("cached")
                            .bool())
                    .count();
            assertThat(model.requests()).hasSize((int) asked);
            assertThat(pipeline.items().like("ANSWER#", "ANSWER")).hasSize((int) asked);
            pipeline.checkInvariants();
        }
    }

    @Test
    void modelThatStaysDown_isRepresentedByTheRulesAfterTheLastAttempt() throws IOException {
        try (ModelStub model = ModelStub.start(Mood.DEAD);
                ManualDelivery delivery = ManualDelivery.start(function -> withModel(function, model))) {
            delivery.pipeline().put("imports/sample/" + TICKETS, SAMPLE.resolve(TICKETS));
            delivery.deliver(delivery.takeUpload("imports/sample/" + TICKETS));
            delivery.deliver(GEOCODE, delivery.take(GEOCODE).subList(0, 2));
            List<SQSMessage> messages = delivery.take(CLASSIFY);

            assertThat(delivery.deliver(CLASSIFY, messages)).hasSize(2);
            assertThat(analysed(delivery)).isEmpty();

            messages.forEach(message -> message.getAttributes().put("ApproximateReceiveCount", "5"));
            assertThat(delivery.deliver(CLASSIFY, messages)).isEmpty();
            assertThat(analysed(delivery)).hasSize(2).allSatisfy(ticket -> {
                assertThat(ticket.get("analysis").m().get("source").s()).isEqualTo("RULES");
                assertThat(ticket.get("analysis").m().get("degraded").bool()).isTrue();
            });
        }
    }

    private static List<Map<String, AttributeValue>> analysed(ManualDelivery delivery) {
        return delivery.pipeline().items().tickets().stream()
                .filter(ticket -> text(ticket, "stage").equals("ANALYSED"))
                .toList();
    }

    private static LocalFunction withModel(LocalFunction function, ModelStub model) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.put("OPENAI_BASE_URL", model.baseUrl());
        return new LocalFunction(function.resource(), environment);
    }
}
