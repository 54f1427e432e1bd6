package kezek.analysis;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Cuts a text into lower-case words. `?`, `!!` (two or more), `$` and `.` (any other end of a sentence)
/// are words of their own.
final class Words {

    static final String END_OF_SENTENCE = ".";

    private static final Pattern WORD = Pattern.compile(
            "[\\p{L}\\p{M}\\d]++(?:['`’‘ʻʼ-][\\p{L}\\p{M}]++[\\d]*+)*+|\\?|!{2,}+|[$]|[.!;…]|\\n\\s*+\\n");

    private static final Pattern CYRILLIC_LETTER = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern LATIN_LETTER = Pattern.compile("\\p{IsLatin}");
    private static final String LATIN_TWINS = "aceopxykmthb";
    private static final String CYRILLIC_TWINS = "асеорхукмтнв";

    private Words() {}

    static List<String> of(String text) {
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Words::normalised)
                .toList();
    }

    private static String normalised(String token) {
        char first = token.charAt(0);
        if (Character.isLetterOrDigit(first)) {
            return withoutTwins(token.replaceAll("['`’‘ʻʼ]", "").toLowerCase(Locale.ROOT));
        }
        if (token.equals("?") || token.equals("$")) {
            return token;
        }
        return token.startsWith("!!") ? "!!" : END_OF_SENTENCE;
    }

    static boolean isWord(String token) {
        return Character.isLetterOrDigit(token.charAt(0));
    }

    /// Latin letters that look like Cyrillic ones, inside a Cyrillic word, are a slip of the keyboard or
    /// a trick of a spammer.
    private static String withoutTwins(String word) {
        if (!CYRILLIC_LETTER.matcher(word).find() || !LATIN_LETTER.matcher(word).find()) {
            return word;
        }
        StringBuilder cyrillic = new StringBuilder(word.length());
        for (char letter : word.toCharArray()) {
            int twin = LATIN_TWINS.indexOf(letter);
            cyrillic.append(twin < 0 ? letter : CYRILLIC_TWINS.charAt(twin));
        }
        return cyrillic.toString();
    }
}
