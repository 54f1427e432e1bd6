package kezek.privacy;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import kezek.text.Cyrillic;

/// A text as the finders read it: one plain character for each visible one.
///
/// Letters are in lower case, digits of any script are ASCII digits, blanks of any width are one blank,
/// dashes of any length are a hyphen, invisible characters are left out, escapes are decoded, and Kazakh
/// letters are the Russian ones that people type instead. Each character refers to its part of the
/// source. The classes of Unicode decide what is blank or invisible, because people who hide numbers use
/// more than [kezek.text.Blanks] knows.
final class NormalizedText {

    private static final char NOTHING = '\0';
    private static final char OTHER = '\uFFFD';

    /// Besides [Cyrillic#KAZAKH_TO_RUSSIAN].
    private static final Map<Character, Character> PLAIN =
            Map.of('ё', 'е', 'й', 'и', '【', '[', '〔', '[', '〚', '[', '⟦', '[', '】', ']', '〕', ']', '〛', ']', '⟧', ']');

    /// Letters that a slip of the keyboard, or a program that reads pictures, puts in the place of a
    /// digit.
    private static final Map<Character, Character> DIGIT_LOOK_ALIKES = Map.ofEntries(
            Map.entry('o', '0'),
            Map.entry('о', '0'),
            Map.entry('ο', '0'),
            Map.entry('l', '1'),
            Map.entry('i', '1'),
            Map.entry('і', '1'),
            Map.entry('ӏ', '1'),
            Map.entry('з', '3'),
            Map.entry('s', '5'),
            Map.entry('ѕ', '5'),
            Map.entry('б', '6'),
            Map.entry('b', '8'),
            Map.entry('в', '8'));

    private final String source;
    private final boolean readsQueries;
    private final StringBuilder plain;
    private final StringBuilder alike;
    private final int[] from;
    private final int[] to;
    private final String text;
    private final String numeric;

    private NormalizedText(String source, boolean readsQueries) {
        this.source = source;
        this.readsQueries = readsQueries;
        this.plain = new StringBuilder(source.length());
        this.alike = new StringBuilder(source.length());
        this.from = new int[source.length()];
        this.to = new int[source.length()];
        read();
        this.text = plain.toString();
        this.numeric = withDigitsForLookAlikes();
    }

    private NormalizedText(NormalizedText whole, String text, String numeric) {
        this.source = whole.source;
        this.readsQueries = whole.readsQueries;
        this.plain = whole.plain;
        this.alike = whole.alike;
        this.from = whole.from;
        this.to = whole.to;
        this.text = text;
        this.numeric = numeric;
    }

    static NormalizedText of(String source) {
        return new NormalizedText(source, true);
    }

    /// As [#of], but a plus in a URL stays a plus. Then no character depends on its neighbours, so each
    /// is the same before and after they are masked.
    static NormalizedText literally(String source) {
        return new NormalizedText(source, false);
    }

    /// @return the text in plain characters
    String text() {
        return text;
    }

    /// @return the text, of the same length, with digits for letters that look like them in words such as
    ///     `8701l23О567`: with at least two digits, and no more letters than digits
    String numeric() {
        return numeric;
    }

    /// @return the same text with the matches made unrecognisable
    NormalizedText without(Collection<PersonalDataMatch> findings) {
        StringBuilder lessText = new StringBuilder(text);
        StringBuilder lessNumeric = new StringBuilder(numeric);
        for (PersonalDataMatch finding : findings) {
            String nothing = Character.toString(OTHER).repeat(finding.end() - finding.start());
            lessText.replace(finding.start(), finding.end(), nothing);
            lessNumeric.replace(finding.start(), finding.end(), nothing);
        }
        return new NormalizedText(this, lessText.toString(), lessNumeric.toString());
    }

    /// @return where that character begins in the source
    int sourceStart(int index) {
        return from[index];
    }

    /// @param end exclusive, at least 1
    /// @return where the character before `end` ends in the source
    int sourceEnd(int end) {
        return to[end - 1];
    }

    String source(int start, int end) {
        return source.substring(sourceStart(start), sourceEnd(end));
    }

    private void read() {
        boolean isInQuery = false;
        for (int at = 0; at < source.length(); ) {
            if (at == 0 || isBlank(source.charAt(at - 1))) {
                isInQuery = readsQueries && isQuery(at);
            }
            Optional<Escapes.Escaped> escaped = Escapes.at(source, at);
            int codePoint = escaped.isPresent() ? escaped.get().codePoint() : source.codePointAt(at);
            int end = at + (escaped.isPresent() ? escaped.get().length() : Character.charCount(codePoint));
            if (isInQuery && codePoint == '+' && escaped.isEmpty() && isBlankInQuery(at)) {
                codePoint = ' ';
            }
            if (codePoint != '\r' || !isLineFeed(end)) {
                add(codePoint, at, end);
            }
            at = end;
        }
    }

    private boolean isLineFeed(int at) {
        return at < source.length()
                && (source.charAt(at) == '\n'
                        || Escapes.at(source, at)
                                .filter(escaped -> escaped.codePoint() == '\n')
                                .isPresent());
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\n' || character == '\t' || character == '\r';
    }

    /// Whether a word is (part of) a URL with parameters.
    private boolean isQuery(int start) {
        for (int at = start; at < source.length() && !isBlank(source.charAt(at)); at++) {
            if (source.charAt(at) == '='
                    || source.charAt(at) == '%' && Escapes.at(source, at).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// A plus in a query is a blank, except before a phone number and inside an e-mail address.
    private boolean isBlankInQuery(int at) {
        char before = plain.isEmpty() ? ' ' : plain.charAt(plain.length() - 1);
        char behind = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
        boolean isInMailbox = isLatinOrDigit(before) && isLatinOrDigit(behind) && !(isDigit(before) && isDigit(behind));
        return before != '=' && !isInMailbox;
    }

    private static boolean isLatinOrDigit(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }

    private void add(int codePoint, int start, int end) {
        char letter = lowered(codePoint);
        if (letter != NOTHING) {
            from[plain.length()] = start;
            to[plain.length()] = end;
            plain.append(PLAIN.getOrDefault(letter, Cyrillic.KAZAKH_TO_RUSSIAN.getOrDefault(letter, letter)));
            alike.append(DIGIT_LOOK_ALIKES.getOrDefault(letter, NOTHING));
        }
    }

    private static char lowered(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> control(codePoint);
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> NOTHING;
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
            case Character.DASH_PUNCTUATION -> '-';
            case Character.DECIMAL_DIGIT_NUMBER -> (char) ('0' + Character.digit(codePoint, 10));
            default -> other(codePoint);
        };
    }

    private static char control(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r', '\u000b', '\f', '\u0085' -> '\n';
            case '\t' -> ' ';
            default -> NOTHING;
        };
    }

    private static char other(int codePoint) {
        return switch (codePoint) {
            // Letters and symbols that show nothing: Hangul fillers, the empty Braille cell.
            case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800 -> ' ';
            // Minus sign, hyphen bullet, modifier letter minus.
            case 0x2212, 0x2043, 0x02d7 -> '-';
            default -> Character.toLowerCase(codePoint < 0x80 ? (char) codePoint : compatible(codePoint));
        };
    }

    /// Full-width, circled, raised and mathematical characters become plain ones.
    private static char compatible(int codePoint) {
        String whole = Character.toString(codePoint);
        String plain = Normalizer.normalize(whole, Normalizer.Form.NFKC);
        if (plain.length() == 1) {
            return plain.charAt(0);
        }
        return whole.length() == 1 ? whole.charAt(0) : OTHER;
    }

    private String withDigitsForLookAlikes() {
        StringBuilder digits = new StringBuilder(text);
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (isNumberWithLookAlikes(start, end)) {
                for (int i = start; i < end; i++) {
                    digits.setCharAt(i, isDigit(text.charAt(i)) ? text.charAt(i) : alike.charAt(i));
                }
            }
            start = end + 1;
        }
        return digits.toString();
    }

    private boolean isNumberWithLookAlikes(int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            boolean isDigit = isDigit(text.charAt(i));
            if (!isDigit && alike.charAt(i) == NOTHING) {
                return false;
            }
            digits += isDigit ? 1 : 0;
        }
        return digits >= 2 && digits < end - start && digits * 2 >= end - start;
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    @Override
    public String toString() {
        return "NormalizedText[" + text.length() + " characters]";
    }
}
