package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import kezek.domain.Address;
import kezek.domain.Analysis;
import kezek.domain.AnalysisSource;
import kezek.domain.Category;
import kezek.domain.Confidence;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.domain.Sentiment;
import kezek.domain.TicketContent;
import kezek.rules.RulesFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleAnalyzerTest {

    private static final RuleAnalyzer RULES = new RuleAnalyzer(RulesFile.standardPriority());

    @Test
    void attachmentWithoutText_isAFailingApplication() {
        Analysis analysis = RULES.analyse(content("\u00a0\n", "error.png", "Mass"));

        assertThat(analysis.category()).isEqualTo(Category.APP_FAILURE);
        assertThat(analysis.sentiment()).isEqualTo(Sentiment.NEUTRAL);
        assertThat(analysis.language()).isEqualTo(Language.RU);
        assertThat(analysis.summary())
                .startsWith("Текста нет, клиент прислал только вложение. Рекомендация: ")
                .doesNotContain("error.png");
    }

    @Test
    void nothingAtAll_isAConsultation() {
        Analysis analysis = RULES.analyse(content("", "", "Mass"));

        assertThat(analysis.category()).isEqualTo(Category.CONSULTATION);
        assertThat(analysis.summary()).startsWith("Обращение без текста и без вложения.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Какая комиссия за вывод? | Mass | 3",
                "Какая комиссия за вывод? | VIP | 4",
                "Какая комиссия за вывод? | ' priority ' | 4",
                "Не работает приложение | Mass | 5",
                "Мой аккаунт заблокирован | Mass | 7",
                "Верните деньги, иначе подам в суд! Срочно! | Mass | 10",
                "Мошенники украли деньги, взломали аккаунт, срочно заблокируйте | VIP | 10",
                "Смена номера телефона | Mass | 4",
                "Выгодное предложение! Скидки на весь ассортимент, срочно | VIP | 1",
            })
    void priority_followsCategoryUrgencyAndSegment(String text, String segment, int priority) {
        assertThat(RULES.analyse(content(text, "", segment)).priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ужасный сервис, я возмущен! | NEGATIVE",
                "Верните деньги!!! | NEGATIVE",
                "Қызмет өте нашар | NEGATIVE",
                "This is terrible | NEGATIVE",
                "Спасибо огромное за помощь, всё отлично | POSITIVE",
                "Great platform, I love it, thanks | POSITIVE",
                "Подскажите график работы. Спасибо | NEUTRAL",
                "Буду благодарна за ответ. Спасибо! | NEUTRAL",
                "Тағы бір сұрағым бар, рахмет | NEUTRAL",
            })
    void sentiment_isTheToneOfTheClient(String text, Sentiment sentiment) {
        assertThat(RULES.analyse(content(text, "", "Mass")).sentiment()).isEqualTo(sentiment);
    }

    @Test
    void summary_isTheTellingSentence_withoutGreetingLinksAndSignature() {
        String text = """
                Здравствуйте!
                Пользуюсь вашим сервисом давно и пишу впервые. Погода сегодня хорошая.
                Не могу войти в приложение, код не приходит, см. https://x.example/shot.
                С уважением, Анна""";

        assertThat(RULES.analyse(content(text, "", "Mass")).summary())
                .isEqualTo("Не могу войти в приложение, код не приходит, см."
                        + " Рекомендация: выяснить устройство и версию приложения, помочь с доступом, при сбое передать в техническую"
                        + " поддержку.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Сәлеметсіз бе! Қосымшаға кіре алмай жатырмын. Рахмет! | Қосымшаға кіре алмай жатырмын. Ұсыныс: құрылғы мен қосымшаның нұсқасын анықтап, кіруге көмектесу, ақау болса, техникалық қолдауға беру.",
                "Hello! Please change my phone number. Thanks in advance! | Please change my phone number. Recommendation: verify the client's identity, ask for the documents and change the data.",
                "Добрый день! Верните комиссию. Заранее спасибо. | Верните комиссию. Рекомендация: проверить списания и переводы по счёту, зарегистрировать претензию и назвать клиенту срок ответа.",
            })
    void summary_isInTheLanguageOfTheTicket_withoutManners(String text, String summary) {
        assertThat(RULES.analyse(content(text, "", "Mass")).summary()).isEqualTo(summary);
    }

    @Test
    void reasons_areWordsOfTheProject_neverOfTheClient() {
        String text =
                "Я Ержанбек Дурумбетов с улицы Жанкожиной, мошенники взломали мой аккаунт в Zumbabank, срочно заблокируйте";

        Analysis analysis = RULES.analyse(content(text, "", "Mass"));

        assertThat(analysis.provenance().because())
                .contains("мошенн*", "взлом*")
                .noneMatch(reason -> reason.matches("(?i).*(ержан|дурум|жанко|zumba|зумба).*"));
    }

    @Test
    void textWithoutWords_isAGuessThatSaysSo() {
        Analysis analysis = RULES.analyse(content(" 😀 ", "", "Mass"));

        assertThat(analysis.confidence()).isEqualTo(new Confidence(0, 0, 0, 0));
        assertThat(analysis.doubts()).containsExactly(Doubt.NOTHING_TO_READ);
        assertThat(analysis.provenance().because()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"слово ", "безпробелов", "а😀"})
    void longText_givesAnExtractOfAtMost300Characters(String unit) {
        String summary = RULES.analyse(content(unit.repeat(400), "", "Mass")).summary();
        String extract = summary.substring(0, summary.indexOf(" Рекомендация:"));

        assertThat(extract).hasSizeBetween(100, ExtractiveSummary.LONGEST).endsWith("…");
        assertThat(Character.isHighSurrogate(extract.charAt(extract.length() - 2)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "щ",
                "a",
                "a.",
                "a-",
                "a'",
                "@a",
                "a@",
                "> ",
                "\n",
                "<",
                "с уважением,",
                "[https://",
                "re:",
                "? ",
                "не "
            })
    void hostileRepetition_isReadLikeAnyText(String unit) {
        assertThat(RULES.analyse(content("x " + unit.repeat(30_000), "", "Mass"))
                        .summary())
                .containsPattern("(Рекомендация|Ұсыныс|Recommendation): .+\\.$");
    }

    @Test
    void standIn_saysThatItIsOne() {
        TicketContent content = content("Не работает", "", "Mass");

        assertThat(RULES.analyse(content).provenance().degraded()).isFalse();
        assertThat(RULES.analyseAsFallback(content).provenance().degraded()).isTrue();
        assertThat(RULES.analyseAsFallback(content).doubts()).contains(Doubt.MODEL_DID_NOT_ANSWER);
        assertThat(RULES.analyse(content).doubts()).doesNotContain(Doubt.MODEL_DID_NOT_ANSWER);
        assertThat(RULES.analyseAsFallback(content).provenance().source()).isEqualTo(AnalysisSource.RULES);
    }

    @Test
    void explanation_namesThePhrasesThatDecided() {
        assertThat(RULES.explain("Это мошенники?").found())
                .extracting(Phrase::text)
                .contains("мошенн*", "?");
    }

    private static TicketContent content(String text, String attachment, String segment) {
        return new TicketContent("guid-1", "", "", text, attachment, segment, Address.ofTown("Актау"));
    }
}
