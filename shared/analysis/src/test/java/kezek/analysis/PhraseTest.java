package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kezek.language.Spelling;
import kezek.language.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RU; ошибк*; Вижу ОШИБКУ; true",
                "RU; ошибк*; oshibka; true",
                "RU; ошибка; ошибкой; false",
                "RU; не .. работает; не очень хорошо у меня работает; false",
                "RU; не .. работает; не у всех сегодня работает; true",
                "RU; не .. работает; не надо. работает; false",
                "RU; смс|код_подтверждения не; код подтверждения не пришел; true",
                "RU; смс|код_подтверждения не; код не пришел; false",
                "RU; верните !!; верните!!!; true",
                "RU; верните !!; верните!; false",
                "KZ; қалай; kalai; true",
                "KZ; қалай; калай; true",
                "UZ; *olmayap*; kirolmayapman; true",
                "ENG; cant; I can't; true",
            })
    void notation(String language, String phrase, String text, boolean occurs) {
        Spelling spelling = Phrase.spellingOf(language);
        List<String> words = Tokens.of(text).stream().map(spelling::of).toList();
        assertThat(Phrase.of(List.of("category", "SPAM", "1", language, phrase)).occursIn(words))
                .isEqualTo(occurs);
    }
}
