package kezek.classify;

import static kezek.classify.ModelServer.completion;
import static kezek.classify.ModelServer.error;
import static kezek.classify.ModelServer.raw;
import static kezek.classify.ModelServer.silence;
import static kezek.classify.ModelServer.taking;
import static kezek.classify.TestAnalyzer.ticket;
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
import kezek.domain.Ids;
import kezek.execution.ExecutionContext;
import kezek.lambda.Settings;
import kezek.testing.FakeTime;
import org.junit.jupiter.api.Test;

class LangfuseTest {

    private static final String GOOD = """
            {"category": "Жалоба", "sentiment": "Негативный", "priority": 5, "language": "RU", "summary": "Жалоба."}""";

    private final FakeTime time = new FakeTime();

    @Test
    void eachCall_isASpan_withNumbersAndIds_andNothingOfTheText() throws IOException {
        try (ModelServer traces = new ModelServer(raw("{}"));
                Langfuse langfuse = langfuse(traces.address());
                ModelServer model =
                        new ModelServer(taking(1_000, 40, completion("Не знаю")), taking(1_100, 60, completion(GOOD)));
                ModelAnalyzer analyst = TestAnalyzer.asking(model)
                        .tracedBy(langfuse)
                        .with(time.execution())
                        .make()) {
            analyst.analyse(ticket("guid-1", "Верните комиссию"));
            assertThat(traces.requests()).as("not before the end").isEmpty();
            langfuse.flush();
            langfuse.flush();

            assertThat(traces.requests()).hasSize(1);
            assertThat(traces.paths()).containsExactly("/api/public/otel/v1/traces");
            // pk:sk
            assertThat(traces.authorizations()).containsExactly("Basic cGs6c2s=");
            JsonNode spans = traces.requests().getFirst().at("/resourceSpans/0/scopeSpans/0/spans");
            assertThat(spans).hasSize(2);
            assertThat(attributes(spans.get(0)))
                    .containsEntry("gen_ai.request.model", "test-model")
                    .containsEntry("gen_ai.usage.input_tokens", "1000")
                    .containsEntry("gen_ai.usage.output_tokens", "40")
                    .containsEntry("gen_ai.usage.cost", "1.74E-4")
                    .containsEntry("kezek.ticket.id", Ids.ticket("guid-1"))
                    .containsEntry("kezek.prompt.id", "classify/0")
                    .containsEntry("error.type", "NOT_AS_ASKED");
            assertThat(attributes(spans.get(1))).doesNotContainKey("error.type");
            assertThat(spans.get(0).path("traceId").asText()).matches("[0-9a-f]{32}");
            assertThat(spans.get(0).path("spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(spans.get(0).path("startTimeUnixNano").asText())
                    .isEqualTo(time.instant().getEpochSecond() + "000000000");
            assertThat(traces.requests().toString()).doesNotContain("комиссию", "Жалоба", "Не знаю", "guid-1");
        }
    }

    @Test
    void langfuseThatIsDown_silent_orGone_failsNobody_andIsLoggedOnceAMinute() throws IOException {
        Warnings warnings = new Warnings();
        Logger.getLogger(Langfuse.class.getName()).addHandler(warnings);
        try (ModelServer down = new ModelServer(error(500, "down", Map.of()));
                ModelServer silent = new ModelServer(silence());
                Langfuse toDown = langfuse(down.address());
                Langfuse toSilent = langfuse(silent.address());
                Langfuse toNobody = langfuse(URI.create("http://127.0.0.1:1"))) {
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

            toNobody.record(call());
            toNobody.flush();
            toSilent.record(call());
            toSilent.flush();
            assertThat(warnings.count).isEqualTo(4);
        } finally {
            Logger.getLogger(Langfuse.class.getName()).removeHandler(warnings);
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
        assertThat(Langfuse.from(settings("LANGFUSE_PUBLIC_KEY", "pk"), ExecutionContext.real()))
                .isEmpty();
        assertThat(Langfuse.from(settings("LANGFUSE_ENABLED", "false"), ExecutionContext.real()))
                .isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Langfuse.from(settings("LANGFUSE_ENABLED", "true"), ExecutionContext.real()))
                .withMessageContaining("LANGFUSE_PUBLIC_KEY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Langfuse.from(settings("LANGFUSE_ENABLED", "yes"), ExecutionContext.real()))
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
                .isThrownBy(() -> Langfuse.from(new Settings(environment), ExecutionContext.real()))
                .withMessageContaining("LANGFUSE_BASE_URL");
    }

    private Langfuse langfuse(URI address) {
        return new Langfuse(address, "pk", "sk", time.execution());
    }

    private static Settings settings(String name, String value) {
        return new Settings(Map.of(name, value));
    }

    private static ModelCall call() {
        return new ModelCall(
                "id",
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
