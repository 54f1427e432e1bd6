package kezek.text;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// How words of the files and of the rules are compared: trimmed, without regard to case and to runs of
/// white space.
public final class LenientText {

    /// With the no-break space and the Braille blank, which spreadsheets and phones put where a space
    /// should be.
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\u2800]+");

    private LenientText() {}

    public static String normalised(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    public static boolean containsIgnoringCase(Collection<String> words, String word) {
        String wanted = normalised(word);
        return words.stream().anyMatch(candidate -> normalised(candidate).equals(wanted));
    }
}
