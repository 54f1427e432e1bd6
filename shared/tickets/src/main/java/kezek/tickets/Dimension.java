package kezek.tickets;

import java.util.Locale;

/// An attribute by which tickets are counted and filtered. The order is that of the parts of a dashboard
/// cell's key.
public enum Dimension {
    OFFICE("officeId"),
    SEGMENT("segment"),
    CATEGORY("category"),
    SENTIMENT("sentiment"),
    LANGUAGE("language"),
    STAGE("stage"),
    STATUS("status");

    /// In characters. A sort key has at most 1,024 bytes, and a file may name any segment.
    private static final int MAX_LENGTH = 64;

    private static final String ABSENT = "-";
    private static final String ESCAPED = "%#.";

    private final String attribute;

    Dimension(String attribute) {
        this.attribute = attribute;
    }

    /// @return the attribute of a ticket that holds it; the indexes project it
    public String attribute() {
        return attribute;
    }

    /// Makes a value part of a key or of an attribute's name. It escapes `#`, which separates the parts of a
    /// key, and `.`, which separates the parts of a path in an expression. Values that agree in their first
    /// 64 characters are counted as one.
    ///
    /// @param value empty if the ticket has none
    public static String encode(String value) {
        if (value.isEmpty()) {
            return ABSENT;
        }
        if (value.equals(ABSENT)) {
            return escaped('-');
        }
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .limit(MAX_LENGTH)
                .forEach(c -> text.append(ESCAPED.indexOf(c) < 0 ? Character.toString(c) : escaped((char) c)));
        return text.toString();
    }

    /// Reverses [#encode].
    public static String decode(String text) {
        if (text.equals(ABSENT)) {
            return "";
        }
        StringBuilder value = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '%') {
                value.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                value.append(text.charAt(at));
            }
        }
        return value.toString();
    }

    private static String escaped(char c) {
        return String.format(Locale.ROOT, "%%%02X", (int) c);
    }
}
