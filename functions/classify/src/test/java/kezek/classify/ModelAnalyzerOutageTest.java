package kezek.classify;

import static kezek.classify.TestAnalyzer.ticket;
import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.testing.ModelServer.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Doubt;
import kezek.failure.TransientFailure;
import kezek.testing.FakeTime;
import kezek.testing.ModelServer;
import org.junit.jupiter.api.Test;

/// What an outage of the model costs, and what its tickets get.
class ModelAnalyzerOutageTest {

    /// Failures in a row after which the model is not asked for a while.
    private static final int FAILURES = 5;

    /// How long tickets wait for a model that is down.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String GOOD = """
            {"category": "Жалоба", "sentiment": "Негативный", "priority": 5, "language": "RU", "summary": "Жалоба."}""";
    private static final Duration LONG_ENOUGH_FOR_A_PROBE = Duration.ofSeconds(37);

    private final FakeTime time = new FakeTime();

    @Test
    void deadModel_isAskedAFewTimes_thenOncePerPause() throws IOException {
        try (ModelServer server = new ModelServer(error(503, "down", Map.of()));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 50; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_UNREACHABLE");
            }
            assertThat(server.requests()).hasSize(FAILURES);

            time.pass(LONG_ENOUGH_FOR_A_PROBE);
            for (int i = 0; i < 50; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_UNREACHABLE");
            }
            assertThat(server.requests()).as("one probe").hasSize(FAILURES + 1);
        }
    }

    @Test
    void deadModel_afterAMinute_letsTheRulesAnswerAtOnce() throws IOException {
        try (ModelServer server = new ModelServer(error(503, "down", Map.of()));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 3; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_UNREACHABLE");
            }
            time.pass(PATIENCE);
            int before = server.requests().size();
            for (int i = 0; i < 50; i++) {
                Analysis analysis = analyzer.analyse(ticket("guid-" + i, "Спишите назад " + i));
                assertThat(analysis.provenance().source()).isEqualTo(AnalysisSource.RULES);
                assertThat(analysis.provenance().degraded()).isTrue();
                assertThat(analysis.doubts()).contains(Doubt.MODEL_DID_NOT_ANSWER);
            }
            assertThat(server.requests()).as("the probe").hasSize(before + 1);
        }
    }

    @Test
    void modelThatComesBack_answersTheTicketOfTheProbe_andAllAfterIt() throws IOException {
        ModelServer.Reply down = error(500, "down", Map.of());
        try (ModelServer server = new ModelServer(down, down, down, down, down, completion(GOOD));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 3; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_UNREACHABLE");
            }
            time.pass(LONG_ENOUGH_FOR_A_PROBE);
            for (int i = 0; i < 3; i++) {
                assertThat(analyzer.analyse(ticket("guid", "Жалоба " + i))
                                .provenance()
                                .source())
                        .isEqualTo(AnalysisSource.MODEL);
            }
        }
    }

    @Test
    void slowModel_costsTwoTimeouts_thenNone() throws IOException, InterruptedException {
        TestAnalyzer.loadTheClient();
        try (ModelServer server = new ModelServer(silence());
                ModelAnalyzer analyzer = TestAnalyzer.asking(server)
                        .withTimeout(Duration.ofSeconds(1))
                        .make()) {
            for (int i = 0; i < 50; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_UNREACHABLE");
            }
            assertThat(server.awaitRequests(2)).hasSize(2);
        }
    }

    @Test
    void refusedKey_isTriedAFewTimes_andNoTicketWaits() throws IOException {
        try (ModelServer server = new ModelServer(error(401, "invalid_api_key", Map.of()));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 50; i++) {
                assertThat(analyzer.analyse(ticket("guid", "Жалоба " + i))
                                .provenance()
                                .degraded())
                        .isTrue();
            }
            assertThat(server.requests()).hasSize(FAILURES);
        }
    }

    @Test
    void badRequestsOfSingleTickets_neverOpenTheBreaker() throws IOException {
        try (ModelServer server = new ModelServer(error(400, "content_filter", Map.of()));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 20; i++) {
                assertThat(analyzer.analyse(ticket("guid", "Жалоба " + i))
                                .provenance()
                                .degraded())
                        .isTrue();
            }
            assertThat(server.requests()).hasSize(20);
        }
    }

    @Test
    void busyModel_isNotAskedBeforeTheTimeItNamed_byNoTicketOfTheEnvironment() throws IOException {
        try (ModelServer server = new ModelServer(error(429, "busy", Map.of("Retry-After", "30")), completion(GOOD));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 50; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_BUSY");
            }
            assertThat(server.requests()).hasSize(1);

            time.pass(Duration.ofSeconds(30));
            assertThat(analyzer.analyse(ticket("guid", "Жалоба")).provenance().source())
                    .isEqualTo(AnalysisSource.MODEL);
        }
    }

    @Test
    void busyForLessThanTheTicketHas_isWaitedOutInTheTicket() throws IOException {
        try (ModelServer server = new ModelServer(error(429, "busy", Map.of("Retry-After", "3")), completion(GOOD));
                ModelAnalyzer analyzer = analyzer(server)) {
            assertThat(analyzer.analyse(ticket("guid", "Жалоба")).provenance().source())
                    .isEqualTo(AnalysisSource.MODEL);
            assertThat(time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void busyModelAlone_neverOpensTheBreaker() throws IOException {
        try (ModelServer server = new ModelServer(error(429, "busy", Map.of("retry-after-ms", "10")));
                ModelAnalyzer analyzer = analyzer(server)) {
            for (int i = 0; i < 10; i++) {
                assertLeftToTheQueue(analyzer, "MODEL_BUSY");
            }
            assertThat(server.requests()).hasSize(20);
        }
    }

    private ModelAnalyzer analyzer(ModelServer server) {
        return TestAnalyzer.asking(server).with(time.execution()).make();
    }

    private static void assertLeftToTheQueue(ModelAnalyzer analyzer, String code) {
        assertThatThrownBy(() -> analyzer.analyse(ticket("guid", "Верните комиссию")))
                .asInstanceOf(type(TransientFailure.class))
                .returns(code, TransientFailure::code);
    }
}
