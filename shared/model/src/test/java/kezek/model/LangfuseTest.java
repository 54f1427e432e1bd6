package kezek.model;

import static kezek.model.TestModel.GOOD;
import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.testing.ModelServer.raw;
import static kezek.testing.ModelServer.silence;
import static kezek.testing.ModelServer.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;
import kezek.testing.FakeTime;
import kezek.testing.ModelServer;
import org.junit.jupiter.api.Test;

class LangfuseTest {

    /// A field, because only a logger that something refers to keeps its handlers.
    private static final Logger LOGGER = Logger.getLogger(Langfuse.class.getName());

    /// A deadline that a server keeps even on a busy machine.
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();

    @Test
    void eachCall_isASpan_withNumbersAndIds_andNothingOfTheText() throws IOException {
        try (ModelServer traces = new ModelServer(raw("{}"));
                Langfuse langfuse = langfuse(traces.address());
                ModelServer server =
                        new ModelServer(taking(1_000, 40, completion("Не знаю")), taking(1_100, 60, completion(GOOD)));
                TestModel model = TestModel.at(server.address(), Duration.ofSeconds(15), langfuse, time.execution())) {
            model.ask("Верните комиссию");
            assertThat(traces.requests()).as("not before the end").isEmpty();
            langfuse.flush();
            langfuse.flush();

            assertThat(traces.requests()).hasSize(1);
            assertThat(traces.paths()).containsExactly("/api/public/otel/v1/traces");
            // pk:sk
            assertThat(traces.authorizations()).containsExactly("Basic cGs6c2s=");
            JsonNode resource = traces.requests().getFirst().at("/resourceSpans/0");
            assertThat(attributes(resource.path("resource"))).containsEntry("service.name", "kezek-classify");
            assertThat(resource.at("/scopeSpans/0/scope/name").asText()).isEqualTo("kezek.classify");
            JsonNode spans = resource.at("/scopeSpans/0/spans");
            assertThat(spans).hasSize(2);
            assertThat(attributes(spans.get(0)))
                    .containsEntry("gen_ai.request.model", "test-model")
                    .containsEntry("gen_ai.usage.input_tokens", "1000")
                    .containsEntry("gen_ai.usage.output_tokens", "40")
                    .containsEntry("gen_ai.usage.cost", "1.74E-4")
                    .containsEntry("kezek.ticket.id", "ticket-1")
                    .containsEntry("kezek.prompt.id", "review/3")
                    .containsEntry("langfuse.trace.name", "review")
                    .containsEntry("error.type", "NOT_AS_ASKED");
            assertThat(attributes(spans.get(1)))
                    .containsEntry("langfuse.trace.name", "review, repair")
                    .doesNotContainKey("error.type");
            assertThat(spans.get(0).path("traceId").asText()).matches("[0-9a-f]{32}");
            assertThat(spans.get(0).path("spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(spans.get(0).path("startTimeUnixNano").asText())
                    .isEqualTo(time.instant().getEpochSecond() + "000000000");
            assertThat(traces.requests().toString()).doesNotContain("комиссию", "Вежливы", "Не знаю");
        }
    }

    @Test
    void langfuseThatIsDown_silent_orGone_causesNoFailure_andIsLoggedOnceAMinute() throws IOException {
        Warnings warnings = new Warnings();
        LOGGER.addHandler(warnings);
        try (ModelServer down = new ModelServer(error(500, "down", Map.of()));
                ModelServer silent = new ModelServer(silence());
                Langfuse toDown = langfuse(down.address());
                Langfuse toSilent = langfuse(silent.address(), Duration.ofMillis(100));
                Langfuse toNowhere = langfuse(URI.create("http://127.0.0.1:1"))) {
            for (int i = 0; i < 5; i++) {
                toDown.record(call());
                toDown.flush();
            }
            assertThat(down.requests()).hasSize(5);
            assertThat(warnings.count).isEqualTo(1);
            time.pass(Duration.ofMinutes(1));
            toDown.record(call());
            toDown.flush();
            assertThat(warnings.count).isEqualTo(2);

            toNowhere.record(call());
            toNowhere.flush();
            toSilent.record(call());
            toSilent.flush();
            assertThat(warnings.count).isEqualTo(4);
        } finally {
            LOGGER.removeHandler(warnings);
        }
    }

    @Test
    void moreThanFit_areDropped() throws IOException {
        try (ModelServer traces = new ModelServer(raw("{}"));
                Langfuse langfuse = langfuse(traces.address())) {
            for (int i = 0; i < Langfuse.MOST_SPANS + 100; i++) {
                langfuse.record(call());
            }
            langfuse.flush();

            assertThat(traces.requests().getFirst().at("/resourceSpans/0/scopeSpans/0/spans"))
                    .hasSize(Langfuse.MOST_SPANS);
        }
    }

    @Test
    void isOff_unlessSwitchedOn_andThenWantsItsKeys() {
        assertThat(Langfuse.from(settings("LANGFUSE_PUBLIC_KEY", "pk"), "classify", ExecutionContext.real()))
                .isEmpty();
        assertThat(Langfuse.from(settings("LANGFUSE_ENABLED", "false"), "classify", ExecutionContext.real()))
                .isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Langfuse.from(settings("LANGFUSE_ENABLED", "true"), "classify", ExecutionContext.real()))
                .withMessageContaining("LANGFUSE_PUBLIC_KEY");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Langfuse.from(settings("LANGFUSE_ENABLED", "yes"), "classify", ExecutionContext.real()))
                .withMessageContaining("LANGFUSE_ENABLED");
    }

    @Test
    void address_isCheckedByName() {
        Map<String, String> environment = Map.of(
                "LANGFUSE_ENABLED", "true",
                "LANGFUSE_PUBLIC_KEY", "pk",
                "LANGFUSE_SECRET_KEY", "sk",
                "LANGFUSE_BASE_URL", "langfuse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Langfuse.from(new Settings(environment), "classify", ExecutionContext.real()))
                .withMessageContaining("LANGFUSE_BASE_URL");
    }

    private Langfuse langfuse(URI address) {
        return langfuse(address, LONG);
    }

    private Langfuse langfuse(URI address, Duration deadline) {
        return new Langfuse(address, "pk", "sk", "classify", deadline, time.execution());
    }

    private static Settings settings(String name, String value) {
        return new Settings(Map.of(name, value));
    }

    private static ModelCall call() {
        return new ModelCall(
                "id",
                "classify",
                "classify/0",
                "m",
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                1,
                OptionalLong.empty(),
                false,
                Optional.empty());
    }

    private static Map<String, String> attributes(JsonNode span) {
        Map<String, String> attributes = new HashMap<>();
        span.path("attributes")
                .forEach(attribute -> attributes.put(
                        attribute.path("key").asText(),
                        attribute.path("value").elements().next().asText()));
        return attributes;
    }

    private static final class Warnings extends Handler {

        private int count;

        @Override
        public void publish(LogRecord record) {
            count++;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
