package kezek.analysis;

/// Text typed while the keyboard was set to another layout: Russian `ghbdtn` is `привет`, Kazakh `f0if` is
/// `ақша`, and English `руддщ` is `hello`.
final class KeyboardLayout {

    private static final String LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private static final String RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";
    /// Kazakh letters are on the keys of digits.
    private static final String DIGITS = "2345890-=";
    private static final String KAZAKH = "әіңғүұқөһ";

    private KeyboardLayout() {}

    /// @return what the same keys give in the Russian layout; a comma or full stop at the end of a word
    ///     stays what it is
    static String toRussian(String text) {
        return inWords(text, LATIN, RUSSIAN);
    }

    /// @return what the same keys give in the Kazakh layout; digits outside words stay what they are
    static String toKazakh(String text) {
        return inWords(text, LATIN + DIGITS, RUSSIAN + KAZAKH);
    }

    /// @param text Russian or Kazakh letters
    /// @return what the same keys give in the English layout
    static String toLatin(String text) {
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
