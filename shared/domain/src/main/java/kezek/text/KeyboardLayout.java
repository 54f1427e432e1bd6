package kezek.text;

/// Corrects text that was typed while the keyboard was set to another layout: Russian `ghbdtn` is
/// `привет`, Kazakh `f0if` is `ақша`, and English `руддщ` is `hello`.
public final class KeyboardLayout {

    private static final String LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private static final String RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";
    /// The Kazakh layout has Kazakh letters on the digit keys.
    private static final String DIGITS = "2345890-=";
    private static final String KAZAKH = "әіңғүұқөһ";

    private KeyboardLayout() {}

    /// @param key a character of the English layout, in lower case
    /// @return the character of the same key in the Russian layout, including punctuation keys; other
    ///     characters are returned unchanged
    public static char toRussian(char key) {
        int index = LATIN.indexOf(key);
        return index < 0 ? key : RUSSIAN.charAt(index);
    }

    /// @return the text of the same keys in the Russian layout; a comma or full stop at the end of a word
    ///     is kept
    public static String toRussian(String text) {
        return inWords(text, LATIN, RUSSIAN);
    }

    /// @return the text of the same keys in the Kazakh layout; digits outside words are kept
    public static String toKazakh(String text) {
        return inWords(text, LATIN + DIGITS, RUSSIAN + KAZAKH);
    }

    /// @param text Russian or Kazakh letters
    /// @return the text of the same keys in the English layout
    public static String toLatin(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int key = (RUSSIAN + KAZAKH).indexOf(Character.toLowerCase(text.charAt(i)));
            latin.append(key >= 0 ? (LATIN + DIGITS).charAt(key) : text.charAt(i));
        }
        return latin.toString();
    }

    private static String inWords(String text, String keys, String letters) {
        StringBuilder typed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char lower = Character.toLowerCase(text.charAt(i));
            int key = keys.indexOf(lower);
            boolean inWord = Character.isLetter(lower)
                    || isLetter(text, i + 1)
                    || Character.isDigit(lower) && isLetter(text, i - 1);
            typed.append(key >= 0 && inWord ? letters.charAt(key) : text.charAt(i));
        }
        return typed.toString();
    }

    private static boolean isLetter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }
}
