package kezek.text;

/// Latin letters that look like Cyrillic ones, in lower or upper case: `AKTAY` may be Latin or Cyrillic.
/// People mix them up by mistake, and spammers on purpose. All methods expect lower case.
///
/// For letters that look like digits, see `kezek.privacy`.
public final class LookAlikes {

    private static final String LATIN = "abcehikmoptxy";
    private static final String CYRILLIC = "авсенікмортху";

    private LookAlikes() {}

    /// @return the Cyrillic letter that looks like this Latin one; other characters are returned
    ///     unchanged
    public static char toCyrillic(char latin) {
        int index = LATIN.indexOf(latin);
        return index < 0 ? latin : CYRILLIC.charAt(index);
    }

    /// @return the Latin letter that looks like this Cyrillic one; other characters are returned
    ///     unchanged
    public static char toLatin(char cyrillic) {
        int index = CYRILLIC.indexOf(cyrillic);
        return index < 0 ? cyrillic : LATIN.charAt(index);
    }

    /// @return whether the letter is a Latin one that looks like a Cyrillic one
    public static boolean isLatin(char letter) {
        return LATIN.indexOf(letter) >= 0;
    }
}
