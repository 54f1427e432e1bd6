package kezek.text;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// How words of files and rules are compared: trimmed, in lower case, with each run of blanks as one
/// space.
///
/// There are two forms because they differ in what counts as a blank: [#normalised] for comparing now, and
/// [#naturalKey] for ids that were stored before.
public final class LenientText {

    private static final Pattern KEY_BLANKS = Pattern.compile("[\\s\\u00a0]+");

    private LenientText() {}

    /// The form for comparing, with every blank of [Blanks#isBlank].
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

    /// The form of natural keys. It knows the blanks of ASCII and the no-break space only, and must never
    /// change: the ids of all stored tickets, offices and managers are made from it.
    public static String naturalKey(String text) {
        return KEY_BLANKS.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    /// @return whether one of the words equals the given one in the form of [#normalised]
    public static boolean containsIgnoringCase(Collection<String> words, String word) {
        String wanted = normalised(word);
        return words.stream().anyMatch(candidate -> normalised(candidate).equals(wanted));
    }
}
