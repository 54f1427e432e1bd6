package kezek.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RE: FW: Re[2]: Смена номера | Смена номера",
                "Смотрите [https://x.example/a?b=c] тут | Смотрите   тут",
                "Пишите на a.b@c.kz срочно | Пишите на   срочно",
                "Не работает\\n\\nОтправлено с iPhone | Не работает",
                "Не работает Отправлено из Mail для Android | Не работает",
                "Нужен отчёт.\\n\\nС уважением, Анна | Нужен отчёт.",
                "С уважением отношусь к вам, но верните деньги | С уважением отношусь к вам, но верните деньги",
                "С уважением, Анна | С уважением, Анна",
                "Help me\\n--\\nJohn\\nAcme | Help me",
                "a\u00a0\u2800\u2800b | a b",
                "CAUTION: This email originated from outside.\\n\\nГде мой заказ? | Где мой заказ?",
                "Help\\n\\nПодумайте о природе, прежде чем печатать | Help",
                "Отправлено с вашего сайта, не работает | Отправлено с вашего сайта, не работает",
                "<style>p {color: red}</style><title>Запрос</title>Нет&nbsp;входа | Нет входа",
                "<style>не закрыт, но написано | не закрыт, но написано",
                "I can&#39;t &lt;b&gt;log&lt;/b&gt; in &amp; pay | I can't  log  in & pay",
                "&#0; &#99999999; &unknown; | &#0; &#99999999; &unknown;",
                "Скан паспорт_1.jpg тут | Скан   тут",
                "Ок\\nчт, 3 июл. 2025 г. в 09:41, Анна <a@b.kz>:\\n> прежнее | Ок",
                "Fwd: scan\\n---------- Forwarded message ---------\\nFrom: a\\nDate: b\\n\\nНет входа | 'scan\n\n\n\n\nНет входа'",
            })
    void noise_goes_andTheMessageStays(String description, String clean) {
        assertThat(CleanText.of(description.replace("\\n", "\n"))).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RE: Ваш вопрос\\nStill waiting | Still waiting",
                "RE: Ваш вопрос | Ваш вопрос",
                "RE: Ваш вопрос\\n125 | Ваш вопрос\\n125",
                "Вопрос\\nStill waiting | Вопрос\\nStill waiting",
            })
    void subjectOfAReply_isNotOfTheBody_unlessItIsAll(String description, String body) {
        assertThat(CleanText.body(description.replace("\\n", "\n"))).isEqualTo(body.replace("\\n", "\n"));
    }
}
