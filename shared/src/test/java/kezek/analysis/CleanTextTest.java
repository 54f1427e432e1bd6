package kezek.analysis;

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
            })
    void noise_goes_andTheMessageStays(String description, String clean) {
        assertThat(CleanText.of(description.replace("\\n", "\n"))).isEqualTo(clean);
    }
}
