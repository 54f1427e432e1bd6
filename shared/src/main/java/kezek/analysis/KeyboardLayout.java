package kezek.analysis;

/// Russian typed while the keyboard was set to English, and the other way round: `ghbdtn` is `привет`,
/// `руддщ` is `hello`.
final class KeyboardLayout {

    private static final String LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private static final String RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";

    private KeyboardLayout() {}

    /// @return what the same keys give in the Russian layout; a comma or full stop at the end of a word
    ///     stays what it is
    static String toRussian(String text) {
        StringBuilder russian = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char lower = Character.toLowerCase(text.charAt(i));
            int key = LATIN.indexOf(lower);
            boolean inWord =
                    Character.isLetter(lower) || (i + 1 < text.length() && Character.isLetter(text.charAt(i + 1)));
            russian.append(key >= 0 && inWord ? RUSSIAN.charAt(key) : text.charAt(i));
        }
        return russian.toString();
    }

    /// @return what the same keys give in the English layout
    static String toLatin(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int key = RUSSIAN.indexOf(Character.toLowerCase(text.charAt(i)));
            latin.append(key >= 0 ? LATIN.charAt(key) : text.charAt(i));
        }
        return latin.toString();
    }
}
