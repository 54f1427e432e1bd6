package kezek.classify;

import static kezek.classify.TestAnalyzer.ticket;
import static kezek.testing.ModelServer.completion;
import static kezek.testing.ModelServer.error;
import static kezek.testing.ModelServer.taking;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kezek.analysis.ModelAnswer;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.TicketContent;
import kezek.domain.Usage;
import kezek.prompts.Prompt;
import kezek.testing.ModelServer;
import org.junit.jupiter.api.Test;

class ModelAnalyzerCacheTest {

    /// Failures in a row after which the model is not asked for a while.
    private static final int FAILURES = 5;

    private static final String GOOD = """
            {"category": "Спам", "sentiment": "Нейтральный", "priority": 1, "language": "RU",
             "summary": "Просит перезвонить на [PHONE_1]. Рекомендация: не отвечать."}""";

    private final FakeAnswers answers = new FakeAnswers();

    @Test
    void sameTextOfAnotherClient_isAnsweredWithoutAsking_andRestoredWithItsOwnValues() throws IOException {
        try (ModelServer server = new ModelServer(taking(900, 80, completion(GOOD)));
                ModelAnalyzer analyzer = TestAnalyzer.asking(server).make()) {
            Analysis first = analyzer.analyse(ticket("guid-1", "Позвоните +77011234567!"));
            Analysis second = analyzer.analyse(ticket("guid-2", "Позвоните +77770000000!"));

            assertThat(server.requests()).hasSize(1);
            assertThat(first.summary()).startsWith("Просит перезвонить на +77011234567.");
            assertThat(second.summary()).startsWith("Просит перезвонить на +77770000000.");
            assertThat(second.category()).isEqualTo(first.category());
            assertThat(second.confidence()).isEqualTo(first.confidence());
            assertThat(second.provenance().source()).isEqualTo(AnalysisSource.MODEL);
            assertThat(second.provenance().model()).isEqualTo("test-model");
            assertThat(usage(first)).returns(false, Usage::cached).returns(900L, Usage::promptTokens);
            assertThat(usage(second))
                    .returns(true, Usage::cached)
                    .returns(0L, Usage::promptTokens)
                    .returns(0L, Usage::answerTokens)
                    .returns(OptionalLong.of(0), Usage::costMicroUsd);
        }
    }

    @Test
    void whatIsKept_holdsPlaceholdersAlone() throws IOException {
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).with(answers).make()) {

            analyzer.analyse(ticket("guid-1", "Позвоните +77011234567!"));

            assertThat(answers.kept()).hasSize(1);
            assertThat(answers.kept().values())
                    .extracting(ModelAnswer::summary)
                    .allSatisfy(
                            summary -> assertThat(summary).contains("[PHONE_1]").doesNotContain("77011234567"));
        }
    }

    @Test
    void anotherText_segment_attachment_prompt_orModel_isAnotherQuestion() throws IOException {
        try (ModelServer server = new ModelServer(completion(GOOD))) {
            TestAnalyzer base = TestAnalyzer.asking(server).with(answers);
            TicketContent ticket = ticket("guid-1", "Позвоните");
            ask(base, ticket);
            ask(base, ticket("guid-1", "Позвоните!"));
            ask(base, changed(ticket, "a.png", "Mass"));
            ask(base, changed(ticket, "", "VIP"));
            ask(base.with(new Prompt(Prompt.CLASSIFY, 0, "Another text under the old number.")), ticket);
            ask(base.with(new Prompt(Prompt.CLASSIFY, 1, base.prompt().text())), ticket);
            ask(base.withModel("other-model"), ticket);
            assertThat(server.requests()).hasSize(7);

            ask(base, ticket);
            ask(base, changed(ticket, "другое имя.PNG", "Mass"));
            assertThat(server.requests()).as("the same again").hasSize(7);
        }
    }

    @Test
    void degradedAnswers_areNotKept() throws IOException {
        try (ModelServer server = new ModelServer(completion("nonsense"));
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).with(answers).make()) {
            assertThat(analyzer.analyse(ticket("guid", "Позвоните"))
                            .provenance()
                            .degraded())
                    .isTrue();
            assertThat(answers.kept()).isEmpty();
        }
    }

    @Test
    void whatIsKnown_isAnsweredWhileTheModelIsDown() throws IOException {
        try (ModelServer server = new ModelServer(completion(GOOD), error(401, "no", Map.of()));
                ModelAnalyzer analyzer = TestAnalyzer.asking(server).make()) {
            analyzer.analyse(ticket("guid-1", "Позвоните"));
            for (int i = 0; i < FAILURES; i++) {
                analyzer.analyse(ticket("guid", "Другое " + i));
            }

            assertThat(analyzer.analyse(ticket("guid-2", "Позвоните"))
                            .provenance()
                            .degraded())
                    .isFalse();
        }
    }

    @Test
    void cacheThatIsOutOfOrder_costsNoTicket() throws IOException {
        answers.breakDown();
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer =
                        TestAnalyzer.asking(server).with(answers).make()) {
            assertThat(analyzer.analyse(ticket("guid", "Позвоните"))
                            .provenance()
                            .source())
                    .isEqualTo(AnalysisSource.MODEL);
        }
    }

    @Test
    void sameTextTenTimesAtOnce_isAskedOnce() throws IOException, InterruptedException, ExecutionException {
        try (ModelServer server = new ModelServer(completion(GOOD));
                ModelAnalyzer analyzer = TestAnalyzer.asking(server).make()) {
            List<Future<Analysis>> analyses = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 10; i++) {
                    TicketContent ticket = ticket("guid-" + i, "Позвоните");
                    analyses.add(threads.submit(() -> analyzer.analyse(ticket)));
                }
            }

            assertThat(server.requests()).hasSize(1);
            for (Future<Analysis> analysis : analyses) {
                assertThat(analysis.get().provenance().source()).isEqualTo(AnalysisSource.MODEL);
            }
        }
    }

    private static void ask(TestAnalyzer analyzer, TicketContent ticket) {
        try (ModelAnalyzer made = analyzer.make()) {
            made.analyse(ticket);
        }
    }

    private static TicketContent changed(TicketContent ticket, String attachment, String segment) {
        return new TicketContent(
                ticket.clientGuid(),
                ticket.gender(),
                ticket.birthDate(),
                ticket.description(),
                attachment,
                segment,
                ticket.address());
    }

    private static Usage usage(Analysis analysis) {
        Optional<Usage> usage = analysis.provenance().usage();
        assertThat(usage).isPresent();
        return usage.orElseThrow();
    }
}
