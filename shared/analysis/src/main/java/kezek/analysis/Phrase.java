package kezek.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import kezek.language.Spelling;
import kezek.language.Tokens;

/// One line of `phrases.csv`. The file's head explains the notation.
///
/// @param kind `category`, `sentiment` or `priority`
/// @param value the category or sentiment, or the reason for urgency, that the phrase indicates
/// @param weight how strongly
/// @param language `RU`, `KZ`, `ENG` or `UZ`
/// @param text the phrase as the file has it
/// @param steps the same, compiled
record Phrase(String kind, String value, int weight, String language, String text, List<Step> steps) {

    private static final int LONGEST_GAP = 3;
    private static final String GAP = "..";

    /// The next word of a phrase.
    ///
    /// @param afterGap up to three words may stand before it
    /// @param alternatives one of them must match
    record Step(boolean afterGap, List<List<WordPattern>> alternatives) {}

    /// @param start whether the word must begin with the stem
    /// @param end whether it must end with it
    record WordPattern(String stem, boolean start, boolean end) {

        boolean matches(String word) {
            if (start && end) {
                return word.equals(stem);
            }
            return start ? word.startsWith(stem) : end ? word.endsWith(stem) : word.contains(stem);
        }
    }

    static Phrase of(List<String> row) {
        String language = row.get(3);
        Spelling spelling = spellingOf(language);
        List<String> tokens = List.of(row.get(4).strip().split(" +"));
        List<Step> steps = IntStream.range(0, tokens.size())
                .filter(i -> !tokens.get(i).equals(GAP))
                .mapToObj(i -> step(tokens.get(i), i > 0 && tokens.get(i - 1).equals(GAP), spelling))
                .toList();
        return new Phrase(row.get(0), row.get(1), Integer.parseInt(row.get(2)), language, row.get(4), steps);
    }

    static Spelling spellingOf(String language) {
        return switch (language) {
            case "RU" -> Spelling.RUSSIAN;
            case "KZ" -> Spelling.KAZAKH;
            case "ENG", "UZ" -> Spelling.PLAIN;
            default ->
                throw new IllegalStateException("phrases.csv: language must be RU, KZ, ENG or UZ, but is " + language);
        };
    }

    private static Step step(String token, boolean afterGap, Spelling spelling) {
        return new Step(
                afterGap,
                Arrays.stream(token.split(Pattern.quote("|")))
                        .map(alternative -> Arrays.stream(alternative.split("_"))
                                .map(word -> pattern(word, spelling))
                                .toList())
                        .toList());
    }

    private static WordPattern pattern(String word, Spelling spelling) {
        String stem = spelling.of(word.replace("*", ""));
        return new WordPattern(stem, !word.startsWith("*"), !word.endsWith("*"));
    }

    /// @param words in the spelling of this phrase's language
    boolean occursIn(List<String> words) {
        for (int start = 0; start < words.size(); start++) {
            if (matches(words, start, 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(List<String> words, int at, int stepIndex) {
        if (stepIndex == steps.size()) {
            return true;
        }
        Step step = steps.get(stepIndex);
        int lastStart = step.afterGap() ? at + LONGEST_GAP : at;
        for (int start = at; start <= lastStart && start < words.size(); start++) {
            for (List<WordPattern> alternative : step.alternatives()) {
                if (matches(words, start, alternative) && matches(words, start + alternative.size(), stepIndex + 1)) {
                    return true;
                }
            }
            if (words.get(start).equals(Tokens.END_OF_SENTENCE)) {
                return false;
            }
        }
        return false;
    }

    private static boolean matches(List<String> words, int at, List<WordPattern> patterns) {
        if (at + patterns.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (!patterns.get(i).matches(words.get(at + i))) {
                return false;
            }
        }
        return true;
    }
}
