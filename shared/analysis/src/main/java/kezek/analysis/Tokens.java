package kezek.analysis;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Cuts a text into lower-case words. `?`, `!!` (two or more), `$` and `.` (any other end of a sentence)
/// are words of their own.
final class Tokens {

    static final String END_OF_SENTENCE = ".";

    private static final Pattern WORD = Pattern.compile(
            "[\\p{L}\\p{M}\\d]++(?:['`’‘ʻʼ-][\\p{L}\\p{M}]++[\\d]*+)*+|\\?|!{2,}+|[$]|[.!;…]|\\n\\s*+\\n");

    private static final Pattern APOSTROPHE = Pattern.compile("['`’‘ʻʼ]");
    private static final Pattern CYRILLIC_LETTER = Pattern.compile("\\p{IsCyrillic}");
    private static final String TWINS = "aceopxykmthbiəüќѓ";
    private static final String CYRILLIC_TWINS = "асеорхукмтнвіәүқғ";

    private Tokens() {}

    static List<String> of(String text) {
        return found(text).map(MatchResult::group).map(Tokens::normalised).toList();
    }

    /// @return where each word is, as it was written
    static Stream<MatchResult> found(String text) {
        return WORD.matcher(text).results();
    }

    /// @param token as it was written
    static String normalised(String token) {
        char first = token.charAt(0);
        if (Character.isLetterOrDigit(first)) {
            return withoutTwins(APOSTROPHE.matcher(token).replaceAll("").toLowerCase(Locale.ROOT));
        }
        if (token.equals("?") || token.equals("$")) {
            return token;
        }
        return token.startsWith("!!") ? "!!" : END_OF_SENTENCE;
    }

    static boolean hasLetter(String token) {
        return token.chars().anyMatch(Character::isLetter);
    }

    static boolean isWord(String token) {
        return Character.isLetterOrDigit(token.charAt(0));
    }

    /// Latin letters that look like Cyrillic ones, inside a Cyrillic word, are a slip of the keyboard or
    /// a trick of a spammer; ќ and ѓ stood for қ and ғ where a font had no Kazakh letters.
    private static String withoutTwins(String word) {
        if (!CYRILLIC_LETTER.matcher(word).find()) {
            return word;
        }
        StringBuilder cyrillic = new StringBuilder(word.length());
        for (char letter : word.toCharArray()) {
            int twin = TWINS.indexOf(letter);
            cyrillic.append(twin < 0 ? letter : CYRILLIC_TWINS.charAt(twin));
        }
        return cyrillic.toString();
    }
}
