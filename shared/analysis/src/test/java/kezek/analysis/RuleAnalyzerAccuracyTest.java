package kezek.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;
import kezek.domain.Analysis;
import kezek.domain.Category;
import kezek.domain.Doubt;
import kezek.domain.Language;
import kezek.rules.RulesFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Measures the rules against `messages.csv` and keeps them from getting worse: the floors lie a little
/// below what was measured.
class RuleAnalyzerAccuracyTest {

    private static final RuleAnalyzer RULES = new RuleAnalyzer(RulesFile.standardPriority());

    private record Judged(LabelledText text, Analysis analysis) {

        boolean categoryIsRight() {
            return analysis.category() == text.category().orElseThrow();
        }

        boolean sentimentIsRight() {
            return analysis.sentiment() == text.sentiment().orElseThrow();
        }

        boolean bandIsRight() {
            return PriorityBand.of(analysis.priority())
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .equals(text.band());
        }
    }

    private static final List<Judged> MESSAGES = LabelledText.messages().stream()
            .map(text -> new Judged(text, RULES.analyse(text.content())))
            .toList();

    @ParameterizedTest
    @CsvSource({"development, 250, 0.85, 0.85, 0.80", "heldout, 300, 0.80, 0.80, 0.75"})
    void rules_agreeWithTheReader(String set, int atLeast, double category, double sentiment, double band) {
        List<Judged> messages = of(set);

        assertThat(messages).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(share(messages, Judged::categoryIsRight)).as("category").isGreaterThanOrEqualTo(category);
        assertThat(share(messages, Judged::sentimentIsRight)).as("sentiment").isGreaterThanOrEqualTo(sentiment);
        assertThat(share(messages, Judged::bandIsRight)).as("priority").isGreaterThanOrEqualTo(band);
    }

    /// What a confidence is worth, on the half that the weights were sharpened on and on the other.
    @ParameterizedTest
    @CsvSource({"development, 0.08", "heldout, 0.12"})
    void confidence_isAboutHowOftenTheRulesAreRight(String set, double mostOff) {
        List<Judged> messages = of(set);

        print(
                set,
                "category",
                messages,
                judged -> judged.analysis().confidence().category(),
                Judged::categoryIsRight);
        print(
                set,
                "sentiment",
                messages,
                judged -> judged.analysis().confidence().sentiment(),
                Judged::sentimentIsRight);
        print(
                set,
                "priority",
                messages,
                judged -> judged.analysis().confidence().priority(),
                Judged::bandIsRight);

        assertThat(mean(messages, judged -> judged.analysis().confidence().category()))
                .isBetween(
                        share(messages, Judged::categoryIsRight) - mostOff,
                        share(messages, Judged::categoryIsRight) + mostOff);
        List<Judged> sure = messages.stream()
                .filter(judged -> judged.analysis().confidence().category() >= 0.8)
                .toList();
        assertThat(share(sure, Judged::categoryIsRight)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({"development, 0.35", "heldout, 0.2"})
    void doubts_findErrors(String set, double leastCaught) {
        List<Judged> wrong =
                of(set).stream().filter(judged -> !judged.categoryIsRight()).toList();
        for (int percent = 30; percent <= 90; percent += 10) {
            ReviewPolicy policy = new ReviewPolicy(percent / 100.0);
            Predicate<Judged> doubted =
                    judged -> policy.unsure(judged.analysis().confidence()).contains(Doubt.CATEGORY_UNSURE);
            Predicate<Judged> reviewed =
                    judged -> !policy.unsure(judged.analysis().confidence()).isEmpty();
            System.out.printf(
                    Locale.ROOT,
                    "%s, threshold %.1f: category in doubt %4.1f %%, wrong categories among them %4.1f %%;"
                            + " any field in doubt %4.1f %%%n",
                    set,
                    policy.threshold(),
                    100 * share(of(set), doubted),
                    100 * share(wrong, doubted),
                    100 * share(of(set), reviewed));
        }
        assertThat(share(wrong, judged -> judged.analysis().needsReview())).isGreaterThan(leastCaught);
        assertThat(share(of(set), judged -> judged.analysis().needsReview())).isLessThan(0.35);
    }

    @Test
    void halves_areDividedByTheHashOfTheId() {
        assertThat(MESSAGES).allSatisfy(judged -> {
            LabelledText text = judged.text();
            CRC32 hash = new CRC32();
            hash.update(text.id().getBytes(StandardCharsets.UTF_8));
            boolean heldOut = text.id().startsWith("h-") || hash.getValue() % 2 == 0;
            assertThat(text.set()).as(text.id()).isEqualTo(heldOut ? LabelledText.HELD_OUT : LabelledText.DEVELOPMENT);
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguage_hasEnoughOfEverything(Language language) {
        List<LabelledText> texts = MESSAGES.stream()
                .map(Judged::text)
                .filter(text -> text.language() == language)
                .toList();

        assertThat(texts).hasSizeGreaterThanOrEqualTo(100);
        for (String set : List.of(LabelledText.DEVELOPMENT, LabelledText.HELD_OUT)) {
            assertThat(texts.stream()
                            .filter(text -> text.set().equals(set))
                            .map(text -> text.category().orElseThrow()))
                    .contains(Category.values());
        }
    }

    @Test
    void noMessage_isAmongTheExamplesOfTheModel() {
        List<String> examples =
                LabelledText.training().stream().map(LabelledText::text).toList();

        assertThat(LabelledText.messages().stream().map(LabelledText::text)).doesNotContainAnyElementsOf(examples);
    }

    private static List<Judged> of(String set) {
        return MESSAGES.stream()
                .filter(judged -> judged.text().set().equals(set))
                .toList();
    }

    private static void print(
            String set,
            String field,
            List<Judged> messages,
            ToDoubleFunction<Judged> confidence,
            Predicate<Judged> right) {
        double[] edges = {0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01};
        for (int i = 0; i + 1 < edges.length; i++) {
            double from = edges[i];
            double to = edges[i + 1];
            List<Judged> bucket = messages.stream()
                    .filter(judged -> confidence.applyAsDouble(judged) >= from && confidence.applyAsDouble(judged) < to)
                    .toList();
            if (!bucket.isEmpty()) {
                System.out.printf(
                        Locale.ROOT,
                        "%s, %s, confidence %.1f to %.1f: %3d texts, %5.1f %% right%n",
                        set,
                        field,
                        from,
                        Math.min(1, to),
                        bucket.size(),
                        100 * share(bucket, right));
            }
        }
    }

    private static double share(List<Judged> messages, Predicate<Judged> right) {
        return messages.isEmpty() ? 0 : (double) messages.stream().filter(right).count() / messages.size();
    }

    private static double mean(List<Judged> messages, ToDoubleFunction<Judged> value) {
        return messages.stream().mapToDouble(value).average().orElseThrow();
    }
}
