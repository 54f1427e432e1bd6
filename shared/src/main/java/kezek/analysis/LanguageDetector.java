package kezek.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import kezek.domain.Language;

/// Tells Russian, Kazakh and English apart without a network; whatever else it meets, and an empty text,
/// is Russian by convention.
///
/// Each word of the message, without its signature, quotes and links, gives points to the languages that
/// know it (`words.csv`: frequent words, letters that only one language has, endings); the language with
/// the most points wins. Words in Latin script are also read as transliterated Russian, as Kazakh in
/// Latin, and, when no Cyrillic is near, as Russian typed in the English keyboard layout. Thread-safe.
public final class LanguageDetector {

    private static final double KNOWN_WORD = 2;
    /// Words of one or two letters collide between languages.
    private static final double SHORT_WORD = 1;
    private static final double SHORT_WORD_IN_ANOTHER_SCRIPT = 0.5;
    private static final double OWN_LETTER = 1.5;
    /// The letter і is shared by Kazakh and Ukrainian.
    private static final double SHARED_LETTER = 0.7;
    private static final double ENDING = 0.7;
    /// Any Cyrillic word speaks against English, also an unknown one.
    private static final double CYRILLIC_WORD = 0.6;

    private static final int SHORTEST_WITH_ENDING = 5;

    private final List<List<String>> table = Table.read("words.csv", 3);
    private final Lexicon russian = new Lexicon(Spelling.RUSSIAN, entries("RU", "word"));
    private final Lexicon kazakh = new Lexicon(Spelling.KAZAKH, entries("KZ", "word"));
    private final Lexicon english = new Lexicon(Spelling.PLAIN, entries("ENG", "word"));
    private final Lexicon others = new Lexicon(Spelling.PLAIN, entries("OTHER", "word"));
    private final List<String> russianEndings = entries("RU", "ending");
    private final List<String> kazakhEndings =
            entries("KZ", "ending").stream().map(Spelling.KAZAKH::of).toList();
    private final List<String> englishEndings = entries("ENG", "ending");
    private final String kazakhLetters = String.join("", entries("KZ", "letter"));
    private final String otherLetters = String.join("", entries("OTHER", "letter"));

    /// @param description a message as it came, with whatever mail programs added
    public Language detect(String description) {
        return read(description).language();
    }

    Reading read(String description) {
        String text = CleanText.of(description);
        List<String> words = words(text);
        List<String> cyrillic = words.stream().filter(Spelling::isCyrillic).toList();
        List<String> latin =
                words.stream().filter(Predicate.not(Spelling::isCyrillic)).toList();
        String retyped = cyrillic.isEmpty() ? KeyboardLayout.toRussian(text) : "";

        double inRussian = CYRILLIC_WORD * cyrillic.size() + sum(cyrillic, this::russianPoints);
        double inKazakh = CYRILLIC_WORD * cyrillic.size() + sum(cyrillic, this::kazakhPoints);
        double inEnglish = sum(latin, this::englishPoints);
        double inRussianLatin = sum(latin, word -> inAnotherScript(russian, word));
        double inKazakhLatin = sum(latin, this::kazakhLatinPoints);
        double inOther = sum(words, this::otherPoints);
        double inWrongLayout = sum(words(retyped), this::russianPoints);

        double most = Arrays.stream(new double[] {
                    inRussian, inKazakh, inEnglish, inRussianLatin, inKazakhLatin, inOther, inWrongLayout
                })
                .max()
                .orElse(0);
        if (most == 0 || inRussian == most || inRussianLatin == most && inEnglish < most) {
            return new Reading(Language.RU, false, text);
        }
        if (inEnglish == most) {
            return new Reading(Language.ENG, false, text);
        }
        if (inOther == most) {
            return new Reading(Language.RU, true, text);
        }
        return inWrongLayout == most ? new Reading(Language.RU, false, retyped) : new Reading(Language.KZ, false, text);
    }

    private double russianPoints(String word) {
        return known(russian, word) + (hasEnding(word, russianEndings) ? ENDING : 0);
    }

    private double kazakhPoints(String word) {
        double letters = ownLetter(word, kazakhLetters.replace("і", ""))
                ? OWN_LETTER
                : ownLetter(word, kazakhLetters) ? SHARED_LETTER : 0;
        return known(kazakh, word) + letters + (hasEnding(Spelling.KAZAKH.of(word), kazakhEndings) ? ENDING : 0);
    }

    private double kazakhLatinPoints(String word) {
        return inAnotherScript(kazakh, word) + (hasEnding(Spelling.KAZAKH.of(word), kazakhEndings) ? ENDING : 0);
    }

    private double englishPoints(String word) {
        return known(english, word) + (hasEnding(word, englishEndings) ? ENDING : 0);
    }

    private double otherPoints(String word) {
        return known(others, word) + (ownLetter(word, otherLetters) ? OWN_LETTER : 0);
    }

    private static double known(Lexicon lexicon, String word) {
        return lexicon.contains(word) ? word.length() <= 2 ? SHORT_WORD : KNOWN_WORD : 0;
    }

    private static double inAnotherScript(Lexicon lexicon, String word) {
        return lexicon.contains(word) ? word.length() <= 2 ? SHORT_WORD_IN_ANOTHER_SCRIPT : KNOWN_WORD : 0;
    }

    private static boolean hasEnding(String word, List<String> endings) {
        return word.length() >= SHORTEST_WITH_ENDING && endings.stream().anyMatch(word::endsWith);
    }

    private static boolean ownLetter(String word, String letters) {
        return word.chars().anyMatch(letter -> letters.indexOf(letter) >= 0);
    }

    private static double sum(List<String> words, ToDoubleFunction<String> points) {
        return words.stream().mapToDouble(points).sum();
    }

    private static List<String> words(String text) {
        return Words.of(text).stream()
                .filter(word -> word.chars().anyMatch(Character::isLetter))
                .toList();
    }

    private List<String> entries(String language, String kind) {
        return table.stream()
                .filter(row -> row.get(0).equals(language) && row.get(1).equals(kind))
                .flatMap(row -> Arrays.stream(row.get(2).strip().split(" +")))
                .toList();
    }
}
