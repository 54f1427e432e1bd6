package kezek.model;

import static kezek.model.TestModel.GOOD;
import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.testing.ModelServer.raw;
import static kezek.testing.ModelServer.taking;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kezek.domain.Usage;
import kezek.testing.FakeTime;
import kezek.testing.ModelServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageMeterTest {

    private final FakeTime time = new FakeTime();

    @Test
    void tokensAndCost_areThoseOfTheAnswer() throws IOException {
        // 1000 × 0.15 + 100 × 0.60 = 210 millionths of a dollar.
        assertThat(usage(taking(1_000, 100, completion(GOOD))))
                .contains(new Usage(1_000, 100, OptionalLong.of(210), Duration.ZERO, false));
    }

    @Test
    void repairedAnswers_addUp() throws IOException {
        assertThat(usage(taking(1_000, 40, completion("nonsense")), taking(1_100, 60, completion(GOOD))))
                .contains(new Usage(2_100, 100, OptionalLong.of(375), Duration.ZERO, false));
    }

    @Test
    void answersThatCouldNotBeUsed_arePaidForToo() throws IOException {
        assertThat(usage(taking(1_000, 50, completion("nonsense"))))
                .contains(new Usage(2_000, 100, OptionalLong.of(360), Duration.ZERO, false));
    }

    @Test
    void withoutAnyAnswer_thereIsNoUsage() throws IOException {
        assertThat(usage(error(401, "no", Map.of()))).isEmpty();
    }

    @Test
    void serverThatCountsNothing_hasNoCost() throws IOException {
        assertThat(usage(completion(GOOD))).contains(new Usage(0, 0, OptionalLong.empty(), Duration.ZERO, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"many\"", "{}", "{\"prompt_tokens\": \"many\"}", "{\"prompt_tokens\": -5}", "null"})
    void serverThatCountsWrongly_stillAnswers(String usage) throws IOException {
        ModelServer.Reply good = completion(GOOD);
        String body = good.body().substring(0, good.body().length() - 1) + ",\"usage\":" + usage + "}";

        assertThat(usage(raw(body))).contains(new Usage(0, 0, OptionalLong.empty(), Duration.ZERO, false));
    }

    @Test
    void latency_includesTheWaiting() throws IOException {
        Optional<Usage> usage = usage(error(429, "busy", Map.of("Retry-After", "2")), completion(GOOD));

        assertThat(usage.orElseThrow().latency()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    private Optional<Usage> usage(ModelServer.Reply... replies) throws IOException {
        try (ModelServer server = new ModelServer(replies);
                TestModel model = TestModel.at(server, time.execution())) {
            ModelRequest request = model.request("Плохо обслужили");
            model.conversation().ask(request);
            return request.usage().usage();
        }
    }
}
