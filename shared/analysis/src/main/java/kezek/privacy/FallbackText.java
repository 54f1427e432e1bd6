package kezek.privacy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes neutral words in the place of a placeholder without a value.
final class FallbackText {

    private static final Pattern SIGN_BEFORE = Pattern.compile("[№#] ?$");
    private static final Pattern LAST_WORD = Pattern.compile("(?<!\\p{L})([\\p{L}-]{1,40})\\h{0,2}$");
    private static final Pattern BLANKS = Pattern.compile("\\h+$");
    private static final int REACH = 60;

    private FallbackText() {}

    /// Appends the neutral words, but does not repeat what the preceding word already says: «по карте»
    /// stays as it is, «по номеру» gets «телефона».
    ///
    /// @param kind empty if the kind is unknown, too
    static void append(StringBuilder answer, Optional<PersonalDataKind> kind, String sentence) {
        FallbackWords words = FallbackWords.in(sentence);
        String before = lastWord(answer);
        if (kind.isEmpty()) {
            boolean isNamed = before.startsWith("клиент") || before.equals("client");
            if (isNamed) {
                cut(answer, BLANKS);
            } else {
                answer.append(words.anything());
            }
            return;
        }
        cut(answer, SIGN_BEFORE);
        String neutral = words.of(kind.get());
        before = lastWord(answer);
        if (PlaceholderFinder.kind(before).equals(kind) || before.equals("number") || before.startsWith("номири")) {
            cut(answer, BLANKS);
            return;
        }
        int firstBlank = neutral.indexOf(' ');
        boolean repeats =
                firstBlank > 0 && before.length() >= firstBlank && neutral.startsWith(before.substring(0, firstBlank));
        answer.append(repeats ? neutral.substring(firstBlank + 1) : neutral);
    }

    /// @return the last word of the answer, as [NormalizedText] folds it, or an empty text
    private static String lastWord(StringBuilder answer) {
        Matcher last = LAST_WORD.matcher(answer.substring(Math.max(0, answer.length() - REACH)));
        return last.find() ? NormalizedText.of(last.group(1)).text() : "";
    }

    private static void cut(StringBuilder answer, Pattern end) {
        int from = Math.max(0, answer.length() - REACH);
        Matcher matcher = end.matcher(answer.substring(from));
        if (matcher.find()) {
            answer.setLength(from + matcher.start());
        }
    }
}
