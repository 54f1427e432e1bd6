package kezek.language;

import static org.assertj.core.api.Assertions.assertThat;

import kezek.domain.Analysis;
import kezek.domain.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final LanguageDetector DETECTOR = new LanguageDetector();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0\u2800\u200b",
                "https://example.com/?q=hello+please",
                "125$",
                "!!!",
                "+7 701 000 00 00"
            })
    void textWithoutWords_isRussian(String text) {
        assertThat(language(text)).isEqualTo(Language.RU);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello | ENG",
                "Refund! | ENG",
                "Рахмет | KZ",
                "Rahmet, bari zhaqsy, kop raqmet, salem aitynyz | KZ",
                "Қалайсыз | KZ",
                "Спасибо | RU",
                "privet | RU",
                "ghbdtn | RU",
                "ETF KSA | RU",
            })
    void shortText_isRecognised(String text, Language language) {
        assertThat(language(text)).isEqualTo(language);
    }

    @Test
    void kazakhInFourSpellings_isKazakh() {
        assertThat(new String[] {
                    "Қосымшаға кіре алмаймын, көмектесіңіздерші",
                    "Косымшага кире алмаймын, комектесиниздерши",
                    "Qosymshaga kire almaimyn, komektesinizdershi",
                    "Kosymshagha kire almaymyn, kömektesiñizderşi"
                })
                .allSatisfy(text -> assertThat(language(text)).isEqualTo(Language.KZ));
    }

    @Test
    void kazakhNameInRussianText_staysRussian() {
        assertThat(language("Прошу перевести деньги на счет супруги, Әсем Қуанышқызы, город Өскемен"))
                .isEqualTo(Language.RU);
    }

    @Test
    void signatureInAnotherLanguage_doesNotCount() {
        assertThat(language("Please unblock my account\n\nС уважением,\nДенис Петров\nглавный бухгалтер ТОО «Заря»"))
                .isEqualTo(Language.ENG);
        assertThat(language("Где мой перевод?\n\nBest regards,\nJohn Smith\nHead of Trading, please call me any time"))
                .isEqualTo(Language.RU);
    }

    @Test
    void quotedHistory_doesNotCount() {
        String answer =
                "Қашан түседі?\n\nОт: Поддержка\nОтправлено: 1 мая\nКому: клиент\n\nЗдравствуйте, ваши деньги будут на счете завтра";
        assertThat(language(answer)).isEqualTo(Language.KZ);
        assertThat(language("Thanks, when?\n> Здравствуйте, мы получили ваш вопрос и скоро ответим\n> С уважением"))
                .isEqualTo(Language.ENG);
    }

    @Test
    void bareForward_isReadByWhatWasForwarded() {
        assertThat(language("FW:\n-----Original Message-----\nFrom: a\nSent: b\n\nI cannot log in to my account"))
                .isEqualTo(Language.ENG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Men ilovaga kira olmayapman, nima uchun?",
                "Доброго дня, чому не можу увійти?",
                "Merhaba, hesabıma para yatırmak istiyorum",
                "Bonjour, je ne peux pas ouvrir mon compte"
            })
    void otherLanguage_isAnsweredInRussian(String text) {
        assertThat(language(text)).isEqualTo(Language.RU);
    }

    @Test
    void wrongKeyboardLayout_isPutRight() {
        DetectedText reading = DETECTOR.read("yt vjue djqnb d ghbkj;tybt");
        assertThat(reading.language()).isEqualTo(Language.RU);
        assertThat(reading.text()).isEqualTo("не могу войти в приложение");
    }

    private static Language language(String text) {
        return DETECTOR.detect(text).language();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vty 0jcsvifuf rbht fkvfq ;fnshvsy | KZ | мен қосымшага кире алмай жатырмын",
                "ш туув рудз цшер ьн фссщгте | ENG | i need help with my account",
                "Ghbdtn, не могу войти | RU | Ghbdtn, не могу войти",
            })
    void layoutOfAnyLanguage_isPutRight_whenAllIsTypedInIt(String text, Language language, String right) {
        DetectedText reading = DETECTOR.read(text);
        assertThat(reading.language()).isEqualTo(language);
        assertThat(reading.text()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "我无法登录 | zh",
                "ログインできません | ja",
                "سلام، پول من چی شد | fa",
                "كيف أغير رقم هاتفي | ar",
                "سالەم، مەنىڭ اقشام قايدا | kk",
                "ياخشىمۇسىز، پۇلۇم قېنى | ug",
                "გამარჯობა | ka",
            })
    void otherScript_tellsTheLanguage(String text, String detected) {
        DetectedLanguage found = DETECTOR.detect(text);
        assertThat(found.detected()).isEqualTo(detected);
        assertThat(found.language()).isEqualTo(detected.equals("kk") ? Language.KZ : Language.RU);
    }

    @Test
    void foreign_isWhatIsKnownToBeNeitherRussianNorKazakhNorEnglish() {
        assertThat(DETECTOR.detect("Пулим қачон тушади, нега ҳеч ким жавоб бермаяпти")
                        .foreign())
                .isTrue();
        assertThat(DETECTOR.detect("Когда придут деньги?").foreign()).isFalse();
        assertThat(DETECTOR.detect("Ақша қашан түседі?").foreign()).isFalse();
        assertThat(DETECTOR.detect("When is it?").foreign()).isFalse();
        assertThat(DETECTOR.detect("").foreign()).isFalse();
    }

    @Test
    void textWithoutWords_isUndetermined_andNothingIsSure() {
        assertThat(DETECTOR.detect("125 $ https://example.com"))
                .isEqualTo(new DetectedLanguage(Language.RU, Analysis.UNDETERMINED, 0));
    }

    @Test
    void confidence_growsWithTheText() {
        assertThat(DETECTOR.detect("Картам қайда, неге ештеңе айтпайсыздар?").confidence())
                .isGreaterThan(DETECTOR.detect("картам").confidence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"щ", "a", "<style>", "<title", "&#", "«", "2025 10:10 a\n", "caution: external\n", "ә ", "\u0627"
            })
    void hostileRepetition_isReadLikeAnyText(String unit) {
        DetectedLanguage found = DETECTOR.detect("x " + unit.repeat(60_000 / unit.length()));
        assertThat(found.confidence()).isBetween(0.0, 1.0);
    }
}
