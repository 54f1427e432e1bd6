package kezek.language;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kezek.domain.Language;
import kezek.language.WritingSystem.Script;
import kezek.text.KeyboardLayout;

/// Distinguishes Russian, Kazakh and English, recognizes two dozen other languages, and reports its
/// confidence. It makes no network calls. By convention, Kazakh and English texts are answered in their
/// own language, and all others, including empty texts, in Russian.
///
/// The detector compares each word of the message, without signature, quoted history and links, with every
/// [WritingSystem]: Russian, Russian in Latin letters, Russian typed in the English keyboard layout, Kazakh, and so
/// on. A writing system explains a word by its letters and word list, or, less likely, as a word borrowed
/// from another language. The one that explains all words best wins. Thread-safe; a text of 300 words
/// takes about ten milliseconds.
public final class LanguageDetector {

    /// Any word may be a name, a brand or a typing error, so no single word rules a language out.
    private static final double SLIP = 0.002;
    /// The same language in another script.
    private static final double OTHER_SCRIPT = 0.2;
    /// A message has at least one word of its own language, not only borrowed ones. This is the log
    /// probability that a borrowed word does not reach. The next constant is the cost of a message
    /// without any word above it.
    private static final double ONE_OF_ITS_OWN = Math.log(0.2);

    private static final double NOT_ONE_OF_ITS_OWN = Math.log(0.2);
    /// Corrects for words of one text not being independent. Calibrated on the development half of the
    /// test set.
    private static final double TEMPERATURE = 1.5;

    private final List<WritingSystem> writings = WritingSystems.all();
    private final List<List<String>> words = ResourceTable.read(LanguageDetector.class, "words.csv", 3);
    private final Lexicon russianGreetings = greetings(Spelling.RUSSIAN, "ru");
    private final Lexicon kazakhGreetings = greetings(Spelling.KAZAKH, "kk");
    private final Lexicon englishGreetings = greetings(Spelling.PLAIN, "en");
    private final double[][] shares = shares(writings);

    /// @param description a message as it came, including what mail programs added
    public DetectedLanguage detect(String description) {
        return read(description).detected();
    }

    /// @return the message without what mail programs added, and its language; text that was typed in the
    ///     wrong keyboard layout is corrected
    public DetectedText read(String description) {
        String text = CleanText.of(description);
        String body = CleanText.body(description);
        return OtherScripts.language(body)
                .map(language -> new DetectedText(OtherScripts.detected(language), text))
                .orElseGet(() -> byWords(body, text));
    }

    private DetectedText byWords(String body, String text) {
        List<WeightedWord> weighted = WeightedWord.of(body, this::isGreeting, this::isKnown);
        if (weighted.isEmpty()) {
            return new DetectedText(DetectedLanguage.undetermined(), text);
        }
        double[] chances = chances(weighted);
        Map<Language, Double> confidence = confidence(chances);
        Language language = confidence.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        WritingSystem best = writings.get(IntStream.range(0, chances.length)
                .filter(i -> answer(i) == language)
                .reduce((one, other) -> chances[other] > chances[one] ? other : one)
                .orElseThrow());
        return new DetectedText(
                new DetectedLanguage(language, best.language(), confidence.getOrDefault(language, 0.0)),
                retyped(best, text));
    }

    /// @return the confidence of each language; their sum is 1
    private Map<Language, Double> confidence(double[] chances) {
        Map<Language, Double> sums = new EnumMap<>(Language.class);
        for (int i = 0; i < chances.length; i++) {
            sums.merge(answer(i), chances[i], Double::sum);
        }
        sums.replaceAll((language, sum) -> Math.pow(sum, 1 / TEMPERATURE));
        double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
        sums.replaceAll((language, sum) -> sum / all);
        return sums;
    }

    private Language answer(int writing) {
        return DetectedLanguage.answeredIn(writings.get(writing).language());
    }

    private static String retyped(WritingSystem writing, String text) {
        if (writing.script() != Script.LAYOUT) {
            return text;
        }
        return switch (writing.language()) {
            case "en" -> KeyboardLayout.toLatin(text);
            case "kk" -> KeyboardLayout.toKazakh(text);
            default -> KeyboardLayout.toRussian(text);
        };
    }

    /// @return the probability of each writing system; their sum is 1
    private double[] chances(List<WeightedWord> weighted) {
        double[] scores = writings.stream()
                .mapToDouble(writing -> Math.log(writing.prior()))
                .toArray();
        boolean[] own = new boolean[scores.length];
        Map<String, double[]> seen = new HashMap<>();
        for (WeightedWord one : weighted) {
            double[] explained = seen.computeIfAbsent(one.word(), this::explained);
            for (int i = 0; i < scores.length; i++) {
                scores[i] += one.weight() * explained[i];
                own[i] |= explained[i] > ONE_OF_ITS_OWN;
            }
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] += own[i] ? 0 : NOT_ONE_OF_ITS_OWN;
        }
        double best = Arrays.stream(scores).max().orElse(0);
        double[] chances =
                Arrays.stream(scores).map(score -> Math.exp(score - best)).toArray();
        double sum = Arrays.stream(chances).sum();
        return Arrays.stream(chances).map(chance -> chance / sum).toArray();
    }

    /// @return for each writing system, the logarithm of how well it explains the word, borrowed or not,
    ///     relative to the one that explains it best
    private double[] explained(String word) {
        double[] own = writings.stream()
                .mapToDouble(writing -> writing.probability(word))
                .toArray();
        double best = Arrays.stream(own).max().orElse(1);
        return Arrays.stream(shares)
                .mapToDouble(share -> IntStream.range(0, own.length)
                        .mapToDouble(i -> share[i] * own[i] / best)
                        .sum())
                .map(sum -> Math.log(sum + SLIP))
                .toArray();
    }

    private static double[][] shares(List<WritingSystem> writings) {
        return writings.stream()
                .map(text ->
                        writings.stream().mapToDouble(word -> share(text, word)).toArray())
                .toArray(double[][]::new);
    }

    private static double share(WritingSystem text, WritingSystem word) {
        if (text.equals(word)) {
            return 1;
        }
        return text.language().equals(word.language())
                ? OTHER_SCRIPT
                : text.borrows().getOrDefault(word.language(), 0.0);
    }

    private boolean isGreeting(String word) {
        return russianGreetings.contains(word) || kazakhGreetings.contains(word) || englishGreetings.contains(word);
    }

    private boolean isKnown(String word) {
        return writings.stream().anyMatch(writing -> writing.known().contains(word));
    }

    private Lexicon greetings(Spelling spelling, String language) {
        return new Lexicon(
                spelling, WritingSystems.entries(words, language, "greeting").toList());
    }
}
