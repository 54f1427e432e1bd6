package kezek.text;

/// Classifies blank and invisible characters.
///
/// Two other places use a smaller set of blanks: [LenientText#naturalKey], because stored ids depend on
/// it, and the cleaning of messages before language detection, because the trained model depends on it.
public final class Blanks {

    /// The first character of some files in UTF-8 and UTF-16.
    public static final char BYTE_ORDER_MARK = '\ufeff';

    private static final char BRAILLE_BLANK = '\u2800';
    private static final char ZERO_WIDTH_SPACE = '\u200b';

    private Blanks() {}

    /// @return whether it is a space, a tab, a line break, a separator of Unicode (such as the no-break
    ///     space), or the empty Braille cell, which phones put where a space should be
    public static boolean isBlank(char c) {
        return switch (c) {
            case '\t', '\n', '\u000b', '\f', '\r', BRAILLE_BLANK -> true;
            default -> Character.isSpaceChar(c);
        };
    }

    /// @return whether it is a blank or has no width at all: the byte order mark, the zero-width space
    public static boolean isBlankOrInvisible(char c) {
        return isBlank(c) || c == BYTE_ORDER_MARK || c == ZERO_WIDTH_SPACE;
    }
}
