package kezek.routing;

import java.util.Collection;
import java.util.Locale;

/// How words of the files and of the rules are compared: trimmed, without regard to case and to runs of white space.
final class Text {

    private Text() {}

    static String normalised(String text) {
        return text.strip().replaceAll("[\\s\\u00a0]+", " ").toLowerCase(Locale.ROOT);
    }

    static boolean containsIgnoringCase(Collection<String> words, String word) {
        String wanted = normalised(word);
        return words.stream().anyMatch(candidate -> normalised(candidate).equals(wanted));
    }
}
