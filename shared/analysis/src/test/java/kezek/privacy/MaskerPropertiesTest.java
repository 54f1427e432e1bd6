package kezek.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds of every text.
class MaskerPropertiesTest {

    private static final int LONGEST_TEXT = 65_536;

    /// Not a measure of speed: a pattern that tries again and again takes hours for such a text.
    private static final Duration FOR_EVER = Duration.ofSeconds(60);

    /// Pieces that texts are hard to read from, and pieces of placeholders.
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "<",
            "(",
            ")",
            "\\",
            "_",
            "-",
            " ",
            "\n",
            "\r\n",
            "1",
            "2",
            "12",
            "4111",
            "7",
            "8",
            "+",
            "+7",
            "(701)",
            "CARD",
            "card",
            "CARD_1",
            "[CARD_1]",
            "[PHONE_2]",
            "PHONE 1",
            "[NAME_1]",
            "\\[CARD\\_1\\]",
            "карта",
            "[карта 1]",
            "карта_1",
            "тел",
            "ИИН",
            "счёт",
            "паспорт",
            "номер",
            "№",
            "@",
            "(at)",
            " собака ",
            "mail.ru",
            "ivan@mail.ru",
            "87011234567",
            "4111111111111111",
            "850101300124",
            "KZ86125KZT5004100100",
            "kz",
            "%",
            "%25",
            "%40",
            "%5B",
            "%2",
            "&",
            "&#91;",
            "&nbsp;",
            "\\u005b",
            "\\u00",
            "\\n",
            "\u200b",
            "\u00a0",
            "\u0301",
            "\ud83d\ude00",
            "\ud83d",
            "０",
            "٣",
            "О",
            "[CA",
            "_1]",
            "a",
            "я",
            ".",
            ",",
            ":",
            "=",
            "12.05.2024",
            "450 000",
            "$1");

    @Property(tries = 1_000)
    void maskedText_comesBackToTheCharacter(@ForAll("texts") List<String> texts) {
        assertThat(Masker.mask(texts).originals()).isEqualTo(texts);
    }

    /// The marks in a masked text are those that were put there, so nothing of the client's is taken for
    /// one.
    @Property(tries = 1_000)
    void maskedText_hasNoMarkButOurs(@ForAll("text") String text) {
        Masked masked = Masker.mask(text);

        assertThat(PlaceholderFinder.in(NormalizedText.literally(masked.text())))
                .filteredOn(mention -> mention.form() != Placeholder.Form.FOREIGN)
                .allSatisfy(mention -> {
                    assertThat(mention.form()).isEqualTo(Placeholder.Form.MARKED);
                    assertThat(masked.counts().getOrDefault(mention.kind().orElseThrow(), 0))
                            .isGreaterThanOrEqualTo(mention.number().orElseThrow());
                });
    }

    @Property(tries = 1_000)
    void maskingAgain_findsNothingPersonal(@ForAll("text") String text) {
        Masked again = Masker.mask(Masker.mask(text).text());

        assertThat(again.counts().keySet()).isSubsetOf(PersonalDataKind.TEXT);
    }

    /// Whatever a model makes of it.
    @Property(tries = 2_000)
    void restoredAnswer_hasNoMarkLeft(@ForAll("text") String answer) {
        Masked masked = Masker.mask("карты 4111111111111111 и 5555555555554444, тел 87011234567");

        String restored = masked.restore(answer.replace("PHONE 1", "").replace("[NAME_1]", "[CARD_3]"));

        assertThat(restored).doesNotContainPattern("\\[(?:CARD|PHONE|IIN|BIN|EMAIL|IBAN|ACCOUNT|DOCUMENT|TEXT)_\\d+]");
    }

    @Property(tries = 1_000)
    void anyText_isMaskedAndRestored(@ForAll String text) {
        assertThat(Masker.mask(text).originals()).containsExactly(text);
        assertThatCode(() -> Masker.mask("").restore(text)).doesNotThrowAnyException();
    }

    @Property(tries = 12)
    void longestText_ofAnyRepeatedPieces_isReadInOnePass(@ForAll("fewPieces") List<String> pieces, @ForAll long seed) {
        StringBuilder text = new StringBuilder();
        Random random = new Random(seed);
        while (text.length() < LONGEST_TEXT) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        String longest = text.substring(0, LONGEST_TEXT);

        assertTimeoutPreemptively(
                FOR_EVER, () -> assertThat(Masker.mask(longest).originals()).containsExactly(longest));
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Combinators.combine(text(), text()).as(List::of);
    }

    @Provide
    Arbitrary<List<String>> fewPieces() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(3);
    }
}
