package kezek.classify;

import static kezek.testing.ModelServer.completion;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.TicketContent;
import kezek.testing.ModelServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the model's server gets to see, whatever the ticket holds.
class ModelAnalyzerPrivacyTest {

    private static final String KINDS = """
            ИИН клиента 850101300124 не найден         | 850101300124        | IIN_1
            Спишите с карты 4111 1111 1111 1111 назад  | 4111 1111 1111 1111 | CARD_1
            Перезвоните: +7 (701) 123-45-67            | 123-45-67           | PHONE_1
            Пишите на aigerim.s@example.kz             | aigerim.s           | EMAIL_1
            Счёт KZ86125KZT5004100100 заблокирован     | KZ86125KZT5004100100| IBAN_1
            Удостоверение личности № 012345678 утеряно | 012345678           | DOCUMENT_1
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void listedKind_isInNoRequest_notEvenInTheRepair_andComesBackInTheSummary(String text, String value, String mark)
            throws IOException {
        String wrong = answer("Возврат", "Просит о [" + mark + "].");
        String good = answer("Жалоба", "Просит о [" + mark + "].");
        try (ModelServer server = new ModelServer(completion(wrong), completion(good));
                ModelAnalyzer analyzer = TestAnalyzer.asking(server).make()) {
            Analysis analysis = analyzer.analyse(TestAnalyzer.ticket("guid", text));

            assertThat(server.requests())
                    .hasSize(2)
                    .extracting(JsonNode::toString)
                    .allSatisfy(
                            body -> assertThat(body).contains("[" + mark + "]").doesNotContain(value));
            assertThat(analysis.summary()).contains(value).doesNotContain(mark);
        }
    }

    @Test
    void numberOnTheEdgeOfTheLongestText_isNotCutIntoAnInnocentOne() throws IOException {
        String card = "4111111111111111";
        for (int digitsInside = 1; digitsInside <= card.length(); digitsInside += 3) {
            String text = "а".repeat(TicketQuestion.LONGEST_TEXT - digitsInside - 1) + " " + card + " спишите назад";

            assertThat(request(new TicketContent("guid", "", "", text, "", "Mass", Address.ofTown("Актау"))))
                    .doesNotContain("4111")
                    .doesNotContain("111111");
        }
    }

    @Test
    void nameOfTheAttachment_andASegmentThatIsNone_stayHere() throws IOException {
        assertThat(request(new TicketContent(
                        "guid",
                        "Женский",
                        "1985-01-01",
                        "Смотрите файл",
                        "Сериков 850101300124.87011234567",
                        "Сериков А., 87011234567",
                        Address.ofTown("Актау"))))
                .contains("\\\"attachment\\\":\\\"file\\\"")
                .contains("\\\"segment\\\":\\\"\\\"")
                .doesNotContain("Сериков")
                .doesNotContain("850101300124")
                .doesNotContain("87011234567")
                .doesNotContain("1985-01-01")
                .doesNotContain("Женский")
                .doesNotContain("Актау");
    }

    private static String request(TicketContent content) throws IOException {
        try (ModelServer server = new ModelServer(completion(answer("Жалоба", "Жалоба.")));
                ModelAnalyzer analyzer = TestAnalyzer.asking(server).make()) {
            analyzer.analyse(content);
            return server.requests().getFirst().toString();
        }
    }

    private static String answer(String category, String summary) {
        return "{\"category\": \"" + category
                + "\", \"sentiment\": \"Нейтральный\", \"priority\": 5, \"language\": \"RU\", \"summary\": \"" + summary
                + "\"}";
    }
}
