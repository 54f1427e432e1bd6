package kezek.privacy;

import java.util.Locale;
import java.util.Optional;

/// Decodes characters that are written as several: `%40` and `%2540` in URLs, `&nbsp;` and `&#64;` in
/// HTML, `\n` and `\u00a0` in JSON.
final class Escapes {

    private static final int LONGEST_ENTITY = 10;
    private static final int MOST_PERCENT_LEVELS = 4;

    private Escapes() {}

    /// @param length of the escape, in characters of the text
    record Escaped(int codePoint, int length) {}

    /// @return the escape that begins at that character, if there is one
    static Optional<Escaped> at(String text, int index) {
        return switch (text.charAt(index)) {
            case '%' -> percent(text, index);
            case '&' -> entity(text, index);
            case '\\' -> backslash(text, index);
            default -> Optional.empty();
        };
    }

    /// UTF-8 in percent escapes (RFC 3986, 2.1). A URL inside a URL is escaped twice.
    private static Optional<Escaped> percent(String text, int index) {
        int at = index;
        int lead = percentByte(text, at);
        int following = lead < 0 || lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
        if (lead < 0 || following < 0) {
            return Optional.empty();
        }
        at += percentLength(text, at);
        int codePoint = following == 0 ? lead : lead & (0x3f >> following);
        for (int i = 0; i < following; i++) {
            int next = percentByte(text, at);
            if (next < 0x80 || next > 0xbf) {
                return Optional.empty();
            }
            codePoint = codePoint << 6 | next & 0x3f;
            at += percentLength(text, at);
        }
        return Character.isValidCodePoint(codePoint)
                ? Optional.of(new Escaped(codePoint, at - index))
                : Optional.empty();
    }

    private static int percentLength(String text, int index) {
        int length = 1;
        for (int level = 0; level < MOST_PERCENT_LEVELS && text.startsWith("25", index + length); level++) {
            boolean isEscapedPercent = hex(text, index + length + 2, 2) >= 0;
            length += isEscapedPercent ? 2 : 0;
        }
        return length + 2;
    }

    private static int percentByte(String text, int index) {
        return index < text.length() && text.charAt(index) == '%'
                ? hex(text, index + percentLength(text, index) - 2, 2)
                : -1;
    }

    private static Optional<Escaped> entity(String text, int index) {
        int end = text.substring(index, Math.min(text.length(), index + LONGEST_ENTITY))
                .indexOf(';');
        if (end < 0) {
            return Optional.empty();
        }
        String name = text.substring(index + 1, index + end).toLowerCase(Locale.ROOT);
        int codePoint = switch (name) {
            case "nbsp" -> ' ';
            case "commat" -> '@';
            case "plus" -> '+';
            case "period" -> '.';
            default -> numbered(name);
        };
        return codePoint > 0 && Character.isValidCodePoint(codePoint)
                ? Optional.of(new Escaped(codePoint, end + 1))
                : Optional.empty();
    }

    private static int numbered(String name) {
        if (!name.startsWith("#")) {
            return -1;
        }
        boolean isHex = name.startsWith("#x");
        String digits = name.substring(isHex ? 2 : 1);
        return number(digits, isHex ? 16 : 10);
    }

    private static Optional<Escaped> backslash(String text, int index) {
        if (index + 1 == text.length()) {
            return Optional.empty();
        }
        return switch (text.charAt(index + 1)) {
            case 'n' -> Optional.of(new Escaped('\n', 2));
            case 'r' -> Optional.of(new Escaped('\r', 2));
            case 't' -> Optional.of(new Escaped(' ', 2));
            case 'u' -> {
                int codePoint = hex(text, index + 2, 4);
                yield codePoint < 0 ? Optional.empty() : Optional.of(new Escaped(codePoint, 6));
            }
            default -> Optional.empty();
        };
    }

    private static int hex(String text, int from, int length) {
        return from + length <= text.length() ? number(text.substring(from, from + length), 16) : -1;
    }

    private static int number(String digits, int radix) {
        int number = 0;
        for (char digit : digits.toCharArray()) {
            int value = digit < 0x80 ? Character.digit(digit, radix) : -1;
            if (value < 0) {
                return -1;
            }
            number = number * radix + value;
        }
        return digits.isEmpty() ? -1 : number;
    }
}
