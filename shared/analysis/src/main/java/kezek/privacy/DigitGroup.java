package kezek.privacy;

import java.util.ArrayList;
import java.util.List;

/// Consecutive digits.
///
/// @param end exclusive
/// @param gap what lies between the group before and this one
record DigitGroup(int start, int end, Gap gap) {

    /// In characters, between two groups of one number.
    private static final int LONGEST_GAP = 5;

    private static final int MOST_SWITCHES_OF_A_WORD = 2;

    /// What people write between the groups of a number.
    enum Gap {
        /// Ends a number.
        BREAK,
        SPACE,
        DASH,
        DOT,
        BRACKET,
        /// One of `, | : ; + / _ * # ' "`.
        SIGN
    }

    int length() {
        return end - start;
    }

    /// @param numeric see [NormalizedText#numeric]
    /// @return all groups in order, except those inside keys such as `98f309664bb9`
    static List<DigitGroup> of(String numeric) {
        List<DigitGroup> groups = new ArrayList<>();
        int before = -1;
        for (int start = 0; start < numeric.length(); ) {
            if (!Character.isLetterOrDigit(numeric.charAt(start))) {
                start++;
                continue;
            }
            int end = endOfWord(numeric, start);
            if (!isKey(numeric, start, end)) {
                before = addGroups(groups, numeric, start, end, before);
            }
            start = end;
        }
        return groups;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int addGroups(List<DigitGroup> groups, String numeric, int start, int end, int before) {
        int last = before;
        for (int at = start; at < end; at++) {
            if (NormalizedText.isDigit(numeric.charAt(at))) {
                int from = at;
                while (at < end && NormalizedText.isDigit(numeric.charAt(at))) {
                    at++;
                }
                groups.add(new DigitGroup(from, at, last < 0 ? Gap.BREAK : gap(numeric, last, from)));
                last = at;
            }
        }
        return last;
    }

    /// Recognises hexadecimal and base64 keys: Latin letters and digits that alternate more than twice.
    private static boolean isKey(String text, int start, int end) {
        int switches = 0;
        for (int i = start; i < end; i++) {
            if (text.charAt(i) > 'z') {
                return false;
            }
            switches +=
                    i > start && NormalizedText.isDigit(text.charAt(i)) != NormalizedText.isDigit(text.charAt(i - 1))
                            ? 1
                            : 0;
        }
        return switches > MOST_SWITCHES_OF_A_WORD;
    }

    private static Gap gap(String text, int start, int end) {
        if (end - start > LONGEST_GAP || start == end) {
            return Gap.BREAK;
        }
        int lines = 0;
        StringBuilder signs = new StringBuilder();
        for (int i = start; i < end; i++) {
            char character = text.charAt(i);
            lines += character == '\n' ? 1 : 0;
            if (character != ' ' && character != '\n') {
                signs.append(character);
            }
        }
        return lines > 1 ? Gap.BREAK : gap(signs.toString());
    }

    private static Gap gap(String signs) {
        if (signs.isEmpty()) {
            return Gap.SPACE;
        }
        if (signs.equals("-") || signs.equals("--")) {
            return Gap.DASH;
        }
        if (signs.equals(".") || signs.equals("·") || signs.equals("•")) {
            return Gap.DOT;
        }
        if (signs.chars().allMatch(sign -> "()-".indexOf(sign) >= 0)) {
            return Gap.BRACKET;
        }
        return signs.length() == 1 && ",|:;+/_*#'\"".contains(signs) ? Gap.SIGN : Gap.BREAK;
    }
}
