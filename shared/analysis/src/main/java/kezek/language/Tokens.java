package kezek.language;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kezek.text.Cyrillic;
import kezek.text.LookAlikes;

/// Splits a text into tokens: words in lower case, and `?`, `!!` (two or more), `$` and `.` (any other
/// end of a sentence).
public final class Tokens {

    /// The token of any end of a sentence but `?` and `!!`.
    public static final String END_OF_SENTENCE = ".";

    private static final Pattern WORD = Pattern.compile(
            "[\\p{L}\\p{M}\\d]++(?:['`’‘ʻʼ-][\\p{L}\\p{M}]++[\\d]*+)*+|\\?|!{2,}+|[$]|[.!;…]|\\n\\s*+\\n");

    private static final Pattern APOSTROPHE = Pattern.compile("['`’‘ʻʼ]");
    /// Letters of other alphabets, and what they stood for where a font had no Kazakh letters.
    private static final String SUBSTITUTES = "əüќѓ";

    private static final String KAZAKH = "әүқғ";

    private Tokens() {}

    public static List<String> of(String text) {
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
            return withoutLookAlikes(APOSTROPHE.matcher(token).replaceAll("").toLowerCase(Locale.ROOT));
        }
        if (token.equals("?") || token.equals("$")) {
            return token;
        }
        return token.startsWith("!!") ? "!!" : END_OF_SENTENCE;
    }

    static boolean hasLetter(String token) {
        return token.chars().anyMatch(Character::isLetter);
    }

    /// @return whether the token is a word or a number, not punctuation
    public static boolean isWord(String token) {
        return Character.isLetterOrDigit(token.charAt(0));
    }

    /// Inside a Cyrillic word, look-alikes are a slip of the keyboard or a trick of a spammer.
    private static String withoutLookAlikes(String word) {
        if (!Cyrillic.isIn(word)) {
            return word;
        }
        StringBuilder cyrillic = new StringBuilder(word.length());
        for (char letter : word.toCharArray()) {
            int substitute = SUBSTITUTES.indexOf(letter);
            cyrillic.append(substitute < 0 ? LookAlikes.toCyrillic(letter) : KAZAKH.charAt(substitute));
        }
        return cyrillic.toString();
    }
}
