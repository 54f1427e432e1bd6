package kezek.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import kezek.privacy.PersonalTexts.PersonalText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Measures leaks over generated messages. The messages of seed 1 lie in `target/privacy` afterwards, for a
/// detector of other people; see `docs/privacy.md`.
class MaskerLeakTest {

    private static final int TEXTS = 1_000;
    private static final Path FOLDER = Path.of("target", "privacy");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 2026})
    void thousandTexts_leakNothing_andComeBackToTheCharacter(long seed) {
        List<PersonalText> texts = PersonalTexts.of(seed, TEXTS);

        for (PersonalText text : texts) {
            Masked masked = Masker.mask(text.text());
            assertThat(text.spellings())
                    .as("seed %d, %s => %s", seed, text.text(), masked.text())
                    .noneMatch(spelling -> Leaks.leaks(masked.text(), spelling));
            assertThat(masked.originals()).containsExactly(text.text());
        }
    }

    /// A model writes about what it saw, and changes the marks a little.
    @Test
    void summariesThatQuoteEveryMark_haveEveryValueAndNoMark() {
        for (PersonalText text : PersonalTexts.of(1, TEXTS)) {
            Masked masked = Masker.mask(text.text());
            List<String> marks = Leaks.PLACEHOLDER
                    .matcher(masked.text())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            String changed = String.join(", ", marks).toLowerCase(Locale.ROOT).replace('_', ' ');

            String restored = masked.restore("Клиент пишет о " + changed + ". Рекомендация: проверить [CARD_99].");

            assertThat(restored).doesNotContainPattern("(?i)\\[[a-z]+[_ ]\\d+").endsWith("проверить номер карты.");
            assertThat(text.spellings())
                    .as("%s => %s", text.text(), restored)
                    .allMatch(spelling -> Leaks.leaks(restored, spelling));
        }
    }

    /// A search that finds nothing anywhere would prove nothing above.
    @Test
    void textsThatAreNotMasked_leakEveryValue() {
        assertThat(PersonalTexts.of(1, TEXTS))
                .allSatisfy(
                        text -> assertThat(text.spellings()).allMatch(spelling -> Leaks.leaks(text.text(), spelling)));
    }

    @Test
    void textsForAnotherDetector_areWritten() throws IOException {
        List<String> originals =
                PersonalTexts.of(1, TEXTS).stream().map(PersonalText::text).toList();
        List<String> masked =
                originals.stream().map(text -> Masker.mask(text).text()).toList();

        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("originals.txt"), String.join("\0", originals));
        Files.writeString(FOLDER.resolve("masked.txt"), String.join("\0", masked));

        assertThat(masked).hasSize(TEXTS).isNotEqualTo(originals);
    }
}
