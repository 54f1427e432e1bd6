package kezek.privacy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kezek.privacy.DigitGroup.Gap;

/// Recognises phone numbers: of Kazakhstan and Russia in every spelling, of other countries if they begin
/// with a plus. (ITU-T E.164; the numbering plan of Kazakhstan has codes that begin with 6 or 7)
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

    Optional<PersonalDataMatch> phone(NumberCandidate candidate) {
        int plus = plusBefore(candidate.start());
        boolean isPhone = candidate.hasOnly(Gap.SPACE, Gap.DASH, Gap.DOT, Gap.BRACKET)
                && (plus >= 0 ? isInternational(candidate) : isDialled(candidate));
        return isPhone ? Optional.of(finding(candidate, strength(candidate, plus >= 0))) : Optional.empty();
    }

    /// @return the finding, with the plus and the bracket that belong to the number
    PersonalDataMatch finding(NumberCandidate candidate, int strength) {
        int plus = plusBefore(candidate.start());
        String written = numeric.substring(candidate.start(), candidate.end());
        boolean opensBefore = written.indexOf(')') >= 0
                && !written.substring(0, written.indexOf(')')).contains("(")
                && candidate.start() > 0
                && numeric.charAt(candidate.start() - 1) == '(';
        int start = plus >= 0 ? plus : opensBefore ? candidate.start() - 1 : candidate.start();
        return new PersonalDataMatch(
                PersonalDataKind.PHONE, start, candidate.end(), dialled(candidate.digits()), strength);
    }

    private static int strength(NumberCandidate candidate, boolean hasPlus) {
        boolean isWhole = hasPlus || candidate.isOneGroup() || isShaped(candidate);
        return isWhole ? PersonalDataMatch.FORMED + 5 : PersonalDataMatch.LIKELY;
    }

    private static boolean isShaped(NumberCandidate candidate) {
        return LONG_SHAPES.contains(candidate.shape()) || NATIONAL_SHAPES.contains(candidate.shape());
    }

    /// 8 701 and +7 701 are the same subscriber.
    static String dialled(String digits) {
        String national = digits.startsWith("00") ? digits.substring(2) : digits;
        if (national.length() == NATIONAL + 1 && (national.startsWith("8") || national.startsWith("7"))) {
            return "7" + national.substring(1);
        }
        return national.length() == NATIONAL && national.startsWith("7") ? "7" + national : national;
    }

    /// @return the index of the plus of that number, or -1
    private int plusBefore(int start) {
        int at = start - 1;
        while (at >= 0 && start - at <= 3 && (numeric.charAt(at) == ' ' || numeric.charAt(at) == '(')) {
            at--;
        }
        return at >= 0 && numeric.charAt(at) == '+' ? at : -1;
    }

    private boolean isInternational(NumberCandidate candidate) {
        String digits = candidate.digits();
        if (candidate.isInThousands() && Amounts.isBeside(numeric, candidate.start(), candidate.end())) {
            return false;
        }
        if (digits.startsWith("7")) {
            boolean isMistyped =
                    candidate.length() >= NATIONAL && candidate.length() <= NATIONAL + 3 && isWhole(candidate);
            return candidate.length() == NATIONAL + 1 || isMistyped;
        }
        return candidate.length() >= SHORTEST_INTERNATIONAL
                && candidate.length() <= LONGEST_INTERNATIONAL
                && !digits.startsWith("0")
                && !candidate.holdsDate();
    }

    /// Whether the number does not continue.
    private boolean isWhole(NumberCandidate candidate) {
        int end = candidate.end();
        boolean goesOn = end + 1 < numeric.length()
                && (NormalizedText.isDigit(numeric.charAt(end + 1)) && " -.()".indexOf(numeric.charAt(end)) >= 0);
        return !goesOn;
    }

    private boolean isDialled(NumberCandidate candidate) {
        if (candidate.isInThousands() || candidate.holdsDate()) {
            return false;
        }
        return switch (candidate.length()) {
            case NATIONAL -> isNational(candidate);
            case NATIONAL + 1 -> isLongDistance(candidate);
            case NATIONAL + 3 -> candidate.digits().matches("007[67]\\d{9}");
            default -> false;
        };
    }

    private boolean isNational(NumberCandidate candidate) {
        boolean isKazakh =
                candidate.digits().startsWith("7") || candidate.digits().startsWith("6");
        if (candidate.isOneGroup()) {
            return KAZAKH_MOBILE.matcher(candidate.digits()).matches()
                    && !isBehindLatin(candidate)
                    && !OrderNumbers.isBefore(numeric, candidate.start())
                    && !Amounts.isBeside(numeric, candidate.start(), candidate.end());
        }
        boolean isBracketed = candidate.groups().get(1).gap() == Gap.BRACKET;
        return (isKazakh || candidate.digits().startsWith("9") && isBracketed)
                && (NATIONAL_SHAPES.contains(candidate.shape()) || isBracketed);
    }

    /// As the digits of an ISIN are.
    private boolean isBehindLatin(NumberCandidate candidate) {
        char before = candidate.start() == 0 ? ' ' : numeric.charAt(candidate.start() - 1);
        return before >= 'a' && before <= 'z';
    }

    private boolean isLongDistance(NumberCandidate candidate) {
        char trunk = candidate.digits().charAt(0);
        char zone = candidate.digits().charAt(1);
        if (trunk != '7' && trunk != '8' || zone < '3') {
            return false;
        }
        if (candidate.isOneGroup() && OrderNumbers.isBefore(numeric, candidate.start())) {
            return zone == '7';
        }
        boolean isKazakhOrMobile = zone == '7' || zone == '9';
        return isKazakhOrMobile || isShaped(candidate) || candidate.gaps().contains(Gap.BRACKET);
    }

    /// Whether it can be dialled from Kazakhstan, so a word at some distance is enough evidence.
    static boolean isPlausible(String digits) {
        return digits.matches("[78][3-9]\\d{9}|[67]\\d{9}");
    }
}
