package kezek.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import kezek.testing.FakeTime;
import kezek.testing.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {

    private final StubServer server = new StubServer();
    private final FakeTime time = new FakeTime();
    private final ApiClient api = new ApiClient(server.uri(), UnaryOperator.identity(), time.execution());

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void answerThatMayBeBetterNextTime_isAskedForAgainAfterAPause(int status) {
        server.answer(status, "{}");
        server.answer(status, "{}");
        server.answer(200, "{\"state\": \"finished\"}");

        assertThat(api.get("/api/imports/march").get("state").asText()).isEqualTo("finished");
        assertThat(server.asked()).hasSize(3);
        assertThat(time.sleeps()).hasSize(2).allMatch(pause -> pause.toMillis() >= 1);
    }

    @Test
    void connectionThatBreaks_isTriedAgain() {
        server.answer(exchange -> exchange.close());
        server.answer(200, "{\"items\": [], \"next\": null}");

        assertThat(api.list("/api/tickets")).isEmpty();
    }

    @Test
    void errorThatStays_isThrownWithWhatTheApiSaid() {
        for (int attempt = 0; attempt < 12; attempt++) {
            server.answer(500, "{\"error\": {\"code\": \"INTERNAL\"}}");
        }

        assertThatThrownBy(() -> api.get("/api/tickets"))
                .isInstanceOf(ApiClient.RequestFailed.class)
                .hasMessage("GET /api/tickets answered 500: {\"error\": {\"code\": \"INTERNAL\"}}");
        assertThat(time.sleeps()).hasSize(11);
    }

    @Test
    void mistakeOfTheCaller_isNotRepeated() {
        server.answer(404, "{\"error\": {\"code\": \"NOT_FOUND\"}}");

        assertThatThrownBy(() -> api.get("/api/imports/none")).hasMessageContaining("answered 404");
        assertThat(server.asked()).hasSize(1);
    }
}
