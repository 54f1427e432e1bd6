package kezek.privacy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kezek.privacy.DigitGroup.Gap;

/// Knows phone numbers: of Kazakhstan and Russia in every spelling, of other countries when a plus stands
/// before them. (ITU-T E.164; the numbering plan of Kazakhstan gives codes that begin with 6 or 7)
final class Phones {

    private static final int SHORTEST_INTERNATIONAL = 8;
    private static final int LONGEST_INTERNATIONAL = 15;
    private static final int NATIONAL = 10;

    private static final Pattern KAZAKH_MOBILE = Pattern.compile("7(?:0[0-8]|47|5[01]|6[0-4]|7[15-8])\\d{7}");
    private static final Set<List<Integer>> NATIONAL_SHAPES =
            Set.of(List.of(3, 3, 2, 2), List.of(3, 3, 4), List.of(3, 7), List.of(3, 2, 2, 3), List.of(4, 2, 2, 2));
    private static final Set<List<Integer>> LONG_SHAPES = Set.of(
            List.of(1, 3, 3, 2, 2),
            List.of(1, 3, 3, 4),
            List.of(1, 3, 7),
            List.of(1, 4, 2, 2, 2),
            List.of(1, 3, 2, 2, 3));

    private final String numeric;

    Phones(String numeric) {
        this.numeric = numeric;
    }

    Optional<PersonalDataMatch> phone(NumberCandidate window) {
        int plus = plusBefore(window.start());
        boolean isPhone = window.hasOnly(Gap.SPACE, Gap.DASH, Gap.DOT, Gap.BRACKET)
                && (plus >= 0 ? isInternational(window) : isDialled(window));
        return isPhone ? Optional.of(finding(window, strength(window, plus >= 0))) : Optional.empty();
    }

    /// @return the finding, with the plus and the bracket that belong to the number
    PersonalDataMatch finding(NumberCandidate window, int strength) {
        int plus = plusBefore(window.start());
        String written = numeric.substring(window.start(), window.end());
        boolean opensBefore = written.indexOf(')') >= 0
                && !written.substring(0, written.indexOf(')')).contains("(")
                && window.start() > 0
                && numeric.charAt(window.start() - 1) == '(';
        int start = plus >= 0 ? plus : opensBefore ? window.start() - 1 : window.start();
        return new PersonalDataMatch(PersonalDataKind.PHONE, start, window.end(), dialled(window.digits()), strength);
    }

    private static int strength(NumberCandidate window, boolean hasPlus) {
        boolean isWhole = hasPlus || window.isOneGroup() || isShaped(window);
        return isWhole ? PersonalDataMatch.FORMED + 5 : PersonalDataMatch.LIKELY;
    }

    private static boolean isShaped(NumberCandidate window) {
        return LONG_SHAPES.contains(window.shape()) || NATIONAL_SHAPES.contains(window.shape());
    }

    /// 8 701 and +7 701 are the same subscriber.
    static String dialled(String digits) {
        String national = digits.startsWith("00") ? digits.substring(2) : digits;
        if (national.length() == NATIONAL + 1 && (national.startsWith("8") || national.startsWith("7"))) {
            return "7" + national.substring(1);
        }
        return national.length() == NATIONAL && national.startsWith("7") ? "7" + national : national;
    }

    /// @return where the plus of that number stands, or -1
    private int plusBefore(int start) {
        int at = start - 1;
        while (at >= 0 && start - at <= 3 && (numeric.charAt(at) == ' ' || numeric.charAt(at) == '(')) {
            at--;
        }
        return at >= 0 && numeric.charAt(at) == '+' ? at : -1;
    }

    private boolean isInternational(NumberCandidate window) {
        String digits = window.digits();
        if (window.isInThousands() && Amounts.isBeside(numeric, window.start(), window.end())) {
            return false;
        }
        if (digits.startsWith("7")) {
            boolean isMistyped = window.length() >= NATIONAL && window.length() <= NATIONAL + 3 && isWhole(window);
            return window.length() == NATIONAL + 1 || isMistyped;
        }
        return window.length() >= SHORTEST_INTERNATIONAL
                && window.length() <= LONGEST_INTERNATIONAL
                && !digits.startsWith("0")
                && !window.holdsDate();
    }

    /// Nothing goes on behind it.
    private boolean isWhole(NumberCandidate window) {
        int end = window.end();
        boolean goesOn = end + 1 < numeric.length()
                && (NormalizedText.isDigit(numeric.charAt(end + 1)) && " -.()".indexOf(numeric.charAt(end)) >= 0);
        return !goesOn;
    }

    private boolean isDialled(NumberCandidate window) {
        if (window.isInThousands() || window.holdsDate()) {
            return false;
        }
        return switch (window.length()) {
            case NATIONAL -> isNational(window);
            case NATIONAL + 1 -> isLongDistance(window);
            case NATIONAL + 3 -> window.digits().matches("007[67]\\d{9}");
            default -> false;
        };
    }

    private boolean isNational(NumberCandidate window) {
        boolean isKazakh = window.digits().startsWith("7") || window.digits().startsWith("6");
        if (window.isOneGroup()) {
            return KAZAKH_MOBILE.matcher(window.digits()).matches()
                    && !isBehindLatin(window)
                    && !OrderNumbers.isBefore(numeric, window.start())
                    && !Amounts.isBeside(numeric, window.start(), window.end());
        }
        boolean isBracketed = window.groups().get(1).gap() == Gap.BRACKET;
        return (isKazakh || window.digits().startsWith("9") && isBracketed)
                && (NATIONAL_SHAPES.contains(window.shape()) || isBracketed);
    }

    /// As the digits of an ISIN are.
    private boolean isBehindLatin(NumberCandidate window) {
        char before = window.start() == 0 ? ' ' : numeric.charAt(window.start() - 1);
        return before >= 'a' && before <= 'z';
    }

    private boolean isLongDistance(NumberCandidate window) {
        char trunk = window.digits().charAt(0);
        char zone = window.digits().charAt(1);
        if (trunk != '7' && trunk != '8' || zone < '3') {
            return false;
        }
        if (window.isOneGroup() && OrderNumbers.isBefore(numeric, window.start())) {
            return zone == '7';
        }
        boolean isKazakhOrMobile = zone == '7' || zone == '9';
        return isKazakhOrMobile || isShaped(window) || window.gaps().contains(Gap.BRACKET);
    }

    /// Whether it can be dialled from Kazakhstan, so that a word at some distance is enough to believe it.
    static boolean isPlausible(String digits) {
        return digits.matches("[78][3-9]\\d{9}|[67]\\d{9}");
    }
}
