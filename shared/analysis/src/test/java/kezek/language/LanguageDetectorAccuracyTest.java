package kezek.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kezek.domain.Analysis;
import kezek.domain.Language;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Measures the detector against `languages.csv`, prints what it measured, and keeps it from getting
/// worse. The floors are on the half that the detector was not improved with, and lie a little below what
/// was measured there.
class LanguageDetectorAccuracyTest {

    private static final double SURE = 0.8;

    private static final LanguageDetector DETECTOR = new LanguageDetector();

    private record Message(String id, Language language, String written, String form, DetectedLanguage found) {

        static Message of(List<String> row) {
            DetectedLanguage found = DETECTOR.detect(row.get(4).replace("\\n", "\n"));
            return new Message(row.get(0), Language.valueOf(row.get(1)), row.get(2), row.get(3), found);
        }

        boolean isHeldOut() {
            return Character.digit(id.charAt(id.length() - 1), 16) >= 8;
        }

        boolean isAnsweredRight() {
            return found.language() == language;
        }

        boolean isNamedRight() {
            return found.detected().equals(written);
        }

        boolean isDetermined() {
            return !found.detected().equals(Analysis.UNDETERMINED);
        }
    }

    private static final List<Message> MESSAGES =
            ResourceTable.read(LanguageDetectorAccuracyTest.class, "languages.csv", 5).stream()
                    .map(Message::of)
                    .toList();

    private static final List<Message> HELD_OUT =
            MESSAGES.stream().filter(Message::isHeldOut).toList();

    private static final List<Message> DEVELOPMENT =
            MESSAGES.stream().filter(Predicate.not(Message::isHeldOut)).toList();

    @BeforeAll
    static void print() {
        StringBuilder report =
                new StringBuilder("languages.csv: answered in the right language, named right, messages\n");
        print(report, "development", DEVELOPMENT);
        print(report, "held out", HELD_OUT);
        byGroup(HELD_OUT, message -> message.language().name()).forEach((group, of) -> print(report, group, of));
        byGroup(HELD_OUT, message -> message.language() + " " + message.form())
                .forEach((group, of) -> print(report, "  " + group, of));
        report.append("confidence, held out\n");
        byGroup(HELD_OUT.stream().filter(Message::isDetermined).toList(), LanguageDetectorAccuracyTest::bucket)
                .forEach((group, of) -> print(report, "  " + group, of));
        System.out.print(report);
    }

    private static String bucket(Message message) {
        int tenth = Math.min(9, (int) (10 * message.found().confidence()));
        return String.format(Locale.ROOT, "%.1f to %.1f", tenth / 10.0, (tenth + 1) / 10.0);
    }

    private static void print(StringBuilder report, String group, List<Message> messages) {
        report.append(String.format(
                Locale.ROOT,
                "%-24s %5.1f %% %5.1f %% %4d%n",
                group,
                100 * share(messages, Message::isAnsweredRight),
                100 * share(messages, Message::isNamedRight),
                messages.size()));
    }

    @Test
    void bothHalves_haveAtLeast300MessagesWithIdsOfTheirOwn() {
        assertThat(DEVELOPMENT).hasSizeGreaterThanOrEqualTo(300);
        assertThat(HELD_OUT).hasSizeGreaterThanOrEqualTo(300);
        assertThat(MESSAGES).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void heldOutMessages_areAnsweredInTheRightLanguage() {
        assertThat(share(HELD_OUT, Message::isAnsweredRight)).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void heldOutMessages_areNamedByTheirLanguage() {
        assertThat(share(HELD_OUT, Message::isNamedRight)).isGreaterThanOrEqualTo(0.96);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void heldOutMessagesOfEachLanguage_areAnsweredInIt(Language language) {
        List<Message> messages = HELD_OUT.stream()
                .filter(message -> message.language() == language)
                .toList();

        assertThat(share(messages, Message::isAnsweredRight)).isGreaterThanOrEqualTo(0.94);
    }

    @ParameterizedTest
    @CsvSource({
        "bare, 0.93",
        "footer, 0.90",
        "foreign, 0.95",
        "latin-2018, 1",
        "latin-2021, 1",
        "latin-informal, 0.93",
        "layout, 0.90",
        "mixed, 0.85",
        "plain, 0.97",
        "quoted-error, 0.85",
        "reply, 0.90",
        "short, 0.85",
        "translit, 0.90",
    })
    void heldOutMessagesOfEachForm_areAnsweredInTheRightLanguage(String form, double floor) {
        List<Message> messages =
                HELD_OUT.stream().filter(message -> message.form().equals(form)).toList();

        assertThat(messages).isNotEmpty();
        assertThat(share(messages, Message::isAnsweredRight)).isGreaterThanOrEqualTo(floor);
    }

    @Test
    void sureAnswers_areRight() {
        List<Message> sure = HELD_OUT.stream()
                .filter(message -> message.found().confidence() >= SURE)
                .toList();

        assertThat(sure.size()).isGreaterThanOrEqualTo(HELD_OUT.size() * 3 / 4);
        assertThat(share(sure, Message::isAnsweredRight)).isGreaterThanOrEqualTo(0.97);
    }

    private static Map<String, List<Message>> byGroup(List<Message> messages, Function<Message, String> group) {
        return messages.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
    }

    private static double share(List<Message> messages, Predicate<Message> right) {
        return (double) messages.stream().filter(right).count() / messages.size();
    }
}
