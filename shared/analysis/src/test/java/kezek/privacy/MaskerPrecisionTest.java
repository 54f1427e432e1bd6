package kezek.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kezek.analysis.RuleAnalyzer;
import org.junit.jupiter.api.Test;

/// Measures what is masked although it is nobody's. The figures lie in `target/privacy/precision.txt`
/// afterwards; the limits here are a little above what was measured.
class MaskerPrecisionTest {

    private static final int TEXTS = 2_000;
    private static final int NUMBERS = 2_000;
    private static final Path REPORT = Path.of("target", "privacy", "precision.txt");

    /// Written for the rules of analysis, without any number of a person.
    @Test
    void messagesWithoutPersonalNumbers_stayAsTheyAre() throws IOException {
        List<String> messages = labelled().toList();

        assertThat(messages).hasSizeGreaterThan(200);
        assertThat(messages)
                .allSatisfy(text -> assertThat(Masker.mask(text).text()).isEqualTo(text));
    }

    /// Ten- to thirteen-digit order numbers are part of them: some have a right check digit by chance.
    @Test
    void messagesFullOfOtherNumbers_mostlyStayAsTheyAre() throws IOException {
        List<String> changed = HarmlessTexts.of(1, TEXTS).stream()
                .filter(text -> !Masker.mask(text).counts().isEmpty())
                .toList();

        String rates = IntStream.rangeClosed(5, 20)
                .mapToObj(length -> "%2d digits: %.2f %%, behind a word for an order %.2f %%%n"
                        .formatted(length, 100 * rateOfMasked("есть", length), 100 * rateOfMasked("заказ", length)))
                .collect(Collectors.joining());
        Files.createDirectories(REPORT.getParent());
        Files.writeString(
                REPORT,
                "%d of %d messages without personal numbers changed%n%s%n%s%n"
                        .formatted(changed.size(), TEXTS, rates, String.join("\n", changed)));

        assertThat(changed).hasSizeLessThan(TEXTS / 100);
    }

    @Test
    void twelveDigitsAlone_areRarelyTakenForAnIdentificationNumber() {
        assertThat(rateOfMasked("есть", 12)).isBetween(0.001, 0.006);
        assertThat(rateOfMasked("есть", 9)).isZero();
    }

    private static double rateOfMasked(String word, int length) {
        Random random = new Random(length);
        long masked = Stream.generate(() -> number(random, length))
                .limit(NUMBERS)
                .filter(number -> !Masker.mask(word + " " + number + " не исполнен")
                        .counts()
                        .isEmpty())
                .count();
        return (double) masked / NUMBERS;
    }

    private static String number(Random random, int length) {
        return random.ints(length, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    private static Stream<String> labelled() throws IOException {
        try (InputStream in = RuleAnalyzer.class.getResourceAsStream("messages.csv");
                MappingIterator<Map<String, String>> rows = new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(in)) {
            // One ends with the first half of a phone number.
            return rows.readAll().stream().map(row -> row.get("text")).filter(text -> !text.contains("тел. 8"));
        }
    }
}
