package kezek.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CyrillicTest {

    @Test
    void transliterations_differInSibilantsOnly() {
        LetterTable english = Cyrillic.kazakhToLatin("ж=zh ц=ts ч=ch ш=sh щ=sh");
        LetterTable brief = Cyrillic.kazakhToLatin("ж=j ц=c ч=š ш=š щ=š");

        assertThat(english.write("жақсы щука")).isEqualTo("zhaksi shuka");
        assertThat(brief.write("жақсы щука")).isEqualTo("jaksi šuka");
    }

    @Test
    void kazakhLetter_isWrittenLikeItsRussianStandIn() {
        LetterTable latin = Cyrillic.kazakhToLatin("ж=zh ц=ts ч=ch ш=sh щ=sh");
        String word = "әғқңөұүһі";

        assertThat(latin.write(word)).isEqualTo(latin.write(Cyrillic.withoutKazakhLetters(word)));
    }

    @Test
    void russianTable_knowsNoKazakhLetterButI() {
        assertThat(Cyrillic.russianToLatin("ж=ž ц=c ч=č ш=š щ=š").write("қі")).isEqualTo("қi");
    }

    @Test
    void kazakhLetters_areKnownInBothCases() {
        assertThat("әғқңөұүһіӘҒҚҢӨҰҮҺІ".chars()).allMatch(letter -> Cyrillic.isKazakhLetter((char) letter.intValue()));
        assertThat("абвикноухАБiI".chars()).noneMatch(letter -> Cyrillic.isKazakhLetter((char) letter.intValue()));
    }
}
