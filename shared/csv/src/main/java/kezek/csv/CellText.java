package kezek.csv;

import kezek.text.Blanks;

/// Cleans the text of a cell before it is stored. Mail programs and Excel leave many invisible characters
/// in it.
final class CellText {

    private CellText() {}

    /// @return the text without leading and trailing blanks, with line feeds as line breaks, and without
    ///     control characters other than tab and line feed
    static String clean(String raw) {
        String text = hasControls(raw) ? withoutControls(raw) : raw;
        int start = 0;
        int end = text.length();
        while (start < end && Blanks.isBlankOrInvisible(text.charAt(start))) {
            start++;
        }
        while (end > start && Blanks.isBlankOrInvisible(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnwanted(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutControls(String raw) {
        String text = raw.replace("\r\n", "\n").replace('\r', '\n');
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isUnwanted(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isUnwanted(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }
}
