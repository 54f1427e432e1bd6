package kezek.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks for a value in a text that must not hold it; knows nothing of the code that masks.
final class Leaks {

    static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z]+_\\d+]");
    private static final int TELLING_DIGITS = 8;

    private Leaks() {}

    /// @return whether the value's letters and digits, or eight of its digits (all, when there are fewer),
    ///     stand in the text in order, with whatever separates them
    static boolean leaks(String masked, String spelling) {
        String wanted = letters(spelling);
        List<String> parts = partsOf(digits(spelling));
        return texts(masked)
                .distinct()
                .anyMatch(text ->
                        text.contains(spelling) || letters(text).contains(wanted) || containsAny(digits(text), parts));
    }

    private static boolean containsAny(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }

    private static List<String> partsOf(String digits) {
        if (digits.length() < 4) {
            return List.of();
        }
        int length = Math.min(TELLING_DIGITS, digits.length());
        return IntStream.rangeClosed(0, digits.length() - length)
                .mapToObj(start -> digits.substring(start, start + length))
                .toList();
    }

    /// As it is, and as one reads it who undoes escapes.
    private static Stream<String> texts(String masked) {
        String open = PLACEHOLDER.matcher(masked).replaceAll("\u0001");
        String unescaped = open.replaceAll("\\\\[nrt]", " ").replace("\\u00a0", " ");
        return Stream.of(open, unescaped, decoded(unescaped), decoded(decoded(unescaped)));
    }

    private static String decoded(String text) {
        String valid = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return URLDecoder.decode(valid, StandardCharsets.UTF_8);
    }

    private static String letters(String text) {
        return kept(text, c -> Character.isLetterOrDigit(c) || c == 1).toLowerCase(Locale.ROOT);
    }

    private static String digits(String text) {
        return kept(text, c -> Character.isDigit(c) || c == 1);
    }

    private static String kept(String text, IntPredicate keep) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(keep)
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
