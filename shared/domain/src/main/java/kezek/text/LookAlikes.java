package kezek.text;

/// Latin letters that look like a Cyrillic one, small or capital: `AKTAY` may be Latin or Cyrillic.
/// People mix them up by a slip of the keyboard, and spammers on purpose. All methods want lower case.
///
/// Letters that look like digits are another matter; `kezek.privacy` has those.
public final class LookAlikes {

    private static final String LATIN = "abcehikmoptxy";
    private static final String CYRILLIC = "авсенікмортху";

    private LookAlikes() {}

    /// @return the Cyrillic letter that looks like this Latin one; any other character stays
    public static char toCyrillic(char latin) {
        int index = LATIN.indexOf(latin);
        return index < 0 ? latin : CYRILLIC.charAt(index);
    }

    /// @return the Latin letter that looks like this Cyrillic one; any other character stays
    public static char toLatin(char cyrillic) {
        int index = CYRILLIC.indexOf(cyrillic);
        return index < 0 ? cyrillic : LATIN.charAt(index);
    }

    /// @return whether the letter is a Latin one that looks like a Cyrillic one
    public static boolean isLatin(char letter) {
        return LATIN.indexOf(letter) >= 0;
    }
}
