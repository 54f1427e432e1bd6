package kezek.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kezek.language.DetectedText;
import kezek.language.Spelling;
import kezek.language.Tokens;

/// The input of the linear models, as names with values: the phrases of the phrase book, words, their
/// beginnings, pairs of neighbours, and pieces of three to five letters, which also match forms of a word
/// that no example had. All words are in their [Spelling].
///
/// A name begins with its kind: `=` is a phrase; `R `, `K ` and `E ` are a word or a pair in the spelling
/// of that language; `R~` and so on are a piece of a word, where `_` is the edge; anything else is
/// punctuation.
final class TextFeatures {

    /// The value of a phrase. All words together have [#WORDS].
    private static final double PHRASE = 0.5;

    private static final double WORDS = 2;
    private static final int SHORTEST_PIECE = 3;
    private static final int LONGEST_PIECE = 5;
    private static final int STEM = 5;
    private static final int LONGEST_WORD = 24;

    /// The first pages say what a client wants. Bounds the work for one text.
    private static final int MOST_WORDS = 1_000;

    private static final String PHRASE_MARK = "=";
    private static final String NUMBER = "0";
    private static final String PIECE_MARK = "~";
    private static final String EDGE = "_";

    private TextFeatures() {}

    static Map<String, Double> of(PhraseMatches matches) {
        Map<String, Double> features = new LinkedHashMap<>();
        DetectedText reading = matches.reading();
        List<String> words =
                Tokens.of(reading.text()).stream().limit(MOST_WORDS).toList();
        switch (reading.language()) {
            case RU -> add(words, "R", Spelling.RUSSIAN, features);
            case ENG -> add(words, "E", Spelling.PLAIN, features);
            case KZ -> {
                add(words, "K", Spelling.KAZAKH, features);
                // People mix the two.
                add(words, "R", Spelling.RUSSIAN, features);
            }
        }
        double value = WORDS / Math.sqrt(Math.max(1, features.size()));
        features.replaceAll((_, _) -> value);
        matches.found().forEach(phrase -> features.put(nameOf(phrase), PHRASE));
        return features;
    }

    private static void add(List<String> words, String language, Spelling spelling, Map<String, Double> features) {
        String before = "";
        for (String word : words) {
            if (!Tokens.isWord(word)) {
                features.put(word, 1.0);
                before = "";
                continue;
            }
            String spelled = spelled(word, spelling);
            String stem = spelled.length() > STEM ? spelled.substring(0, STEM) + "*" : spelled;
            features.put(language + " " + spelled, 1.0);
            features.put(language + " " + stem, 1.0);
            if (!before.isEmpty()) {
                features.put(language + " " + before + " " + stem, 1.0);
            }
            addPieces(EDGE + spelled + EDGE, language + PIECE_MARK, features);
            before = stem;
        }
    }

    private static String spelled(String word, Spelling spelling) {
        if (word.chars().anyMatch(Character::isDigit)) {
            return NUMBER;
        }
        String spelled = spelling.of(word);
        return spelled.length() > LONGEST_WORD ? spelled.substring(0, LONGEST_WORD) : spelled;
    }

    private static void addPieces(String word, String mark, Map<String, Double> features) {
        for (int length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++) {
            for (int start = 0; start + length <= word.length(); start++) {
                features.put(mark + word.substring(start, start + length), 1.0);
            }
        }
    }

    private static String nameOf(Phrase phrase) {
        return PHRASE_MARK + phrase.kind() + " " + phrase.value() + " " + phrase.text();
    }

    /// @return whether a person can understand it: a phrase, a word or a pair, but not a piece of a word
    static boolean isReadable(String feature) {
        return feature.startsWith(PHRASE_MARK)
                || feature.length() > 2 && feature.charAt(1) == ' ' && !feature.endsWith(" " + NUMBER);
    }

    /// @return the feature in the notation of the phrase book, Russian and Kazakh words in Cyrillic as
    ///     far as their spelling can be reversed
    static String shown(String feature) {
        if (feature.startsWith(PHRASE_MARK)) {
            return feature.split(" ", 3)[2];
        }
        String words = feature.substring(2);
        return switch (feature.charAt(0)) {
            case 'R' -> inCyrillic(words, "zžijhcčš", "зжийхцчш");
            case 'K' -> inCyrillic(words, "zijhcčš", "зижхцчш");
            default -> words;
        };
    }

    private static String inCyrillic(String words, String from, String to) {
        String two = words.replace("ia", "я").replace("iu", "ю");
        return two.chars()
                .mapToObj(letter ->
                        String.valueOf(cyrillic((char) letter, from + "abvgdeklmnoprstuf", to + "абвгдеклмнопрстуф")))
                .collect(Collectors.joining());
    }

    private static char cyrillic(char letter, String from, String to) {
        int at = from.indexOf(letter);
        return at < 0 ? letter : to.charAt(at);
    }
}
