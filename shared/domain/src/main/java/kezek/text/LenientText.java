package kezek.text;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// Normalizes words of files and rules for comparison: trimmed, in lower case, with each run of blanks
/// replaced by one space.
///
/// There are two forms, which differ in what counts as a blank: [#normalised] for comparisons, and
/// [#naturalKey] for the keys of stored ids.
public final class LenientText {

    private static final Pattern KEY_BLANKS = Pattern.compile("[\\s\\u00a0]+");

    private LenientText() {}

    /// Normalizes a text for comparison. Every character of [Blanks#isBlank] counts as a blank.
    ///
    ///     normalised(" Нур\u00a0 Султан ")  // "нур султан"
    public static String normalised(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        boolean isAfterBlank = false;
        for (int i = 0; i < text.length(); i++) {
            boolean isBlank = Blanks.isBlank(text.charAt(i));
            if (!isBlank) {
                spaced.append(text.charAt(i));
            } else if (!isAfterBlank) {
                spaced.append(' ');
            }
            isAfterBlank = isBlank;
        }
        return spaced.toString().strip().toLowerCase(Locale.ROOT);
    }

    /// Normalizes a natural key. Only ASCII blanks and the no-break space count as blanks. This form must
    /// never change, because the ids of all stored tickets, offices and managers are derived from it.
    public static String naturalKey(String text) {
        return KEY_BLANKS.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    /// @return whether one of the words equals the given one in the form of [#normalised]
    public static boolean containsIgnoringCase(Collection<String> words, String word) {
        String wanted = normalised(word);
        return words.stream().anyMatch(candidate -> normalised(candidate).equals(wanted));
    }
}
