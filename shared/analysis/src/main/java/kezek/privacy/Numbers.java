package kezek.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kezek.privacy.DigitGroup.Gap;

/// Finds the numbers that are known by their digits: identification numbers, cards, phones.
///
/// Every group of digits is tried as the beginning of a number of up to 19 digits, with what people put
/// between groups; so the time is proportional to the length of the text.
final class Numbers {

    private static final int SHORTEST = 8;
    private static final int SHORTEST_CARD = 13;
    private static final int LONGEST_NUMBER = 19;
    private static final Set<List<Integer>> CARD_SHAPES =
            Set.of(List.of(4, 6, 5), List.of(4, 6, 4), List.of(6, 10), List.of(6, 13), List.of(4, 5, 6));

    /// Uzbekistan and Belarus have cards that begin with 8 and 9.
    private static final Pattern CARD_PREFIX =
            Pattern.compile("(?:[3-6]|220[0-4]|22[2-9]|2[3-6]|27[01]|2720|8600|9860|9112)\\d*");

    private static final Pattern TIME = Pattern.compile("20\\d\\d(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])\\d*");

    private final NormalizedText reading;
    private final String numeric;
    private final List<DigitGroup> groups;

    Numbers(NormalizedText reading) {
        this.reading = reading;
        this.numeric = reading.numeric();
        this.groups = DigitGroup.of(numeric);
    }

    List<PersonalDataMatch> find() {
        Phones phones = new Phones(numeric);
        List<PersonalDataMatch> findings = new ArrayList<>();
        for (int first = 0; first < groups.size(); first++) {
            for (NumberCandidate window : windows(first)) {
                if (window.length() < SHORTEST) {
                    continue;
                }
                Stream.<Function<NumberCandidate, Optional<PersonalDataMatch>>>of(this::identification, this::card, phones::phone)
                        .flatMap(kind -> kind.apply(window).stream())
                        .forEach(findings::add);
            }
        }
        return findings;
    }

    /// What a word gave away in one place is masked in every other place too.
    ///
    /// @param known kinds by value
    List<PersonalDataMatch> again(Map<String, PersonalDataKind> known) {
        List<PersonalDataMatch> findings = new ArrayList<>();
        for (int first = 0; first < groups.size() && !known.isEmpty(); first++) {
            for (NumberCandidate window : windows(first)) {
                String value = Phones.dialled(window.digits());
                PersonalDataKind kind = known.getOrDefault(value, known.get(window.digits()));
                if (kind != null) {
                    String found = kind == PersonalDataKind.PHONE ? value : window.digits();
                    findings.add(new PersonalDataMatch(kind, window.start(), window.end(), found, PersonalDataMatch.LIKELY));
                }
            }
        }
        return findings;
    }

    /// @return the numbers that begin with that group, the shortest first
    List<NumberCandidate> windows(int first) {
        List<NumberCandidate> windows = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        for (int last = first; last < groups.size(); last++) {
            DigitGroup group = groups.get(last);
            if (last > first && group.gap() == Gap.BREAK || digits.length() + group.length() > LONGEST_NUMBER) {
                break;
            }
            digits.append(numeric, group.start(), group.end());
            windows.add(new NumberCandidate(groups.subList(first, last + 1), digits.toString()));
        }
        return windows;
    }

    /// @return the numbers that begin at that character, the shortest first
    List<NumberCandidate> windowsAt(int start) {
        int low = 0;
        int high = groups.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (groups.get(middle).start() < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < groups.size() && groups.get(low).start() == start ? windows(low) : List.of();
    }

    private Optional<PersonalDataMatch> identification(NumberCandidate window) {
        if (window.length() != 12 || !isWrittenAsOne(window) || isSum(window)) {
            return Optional.empty();
        }
        int strength = window.isOneGroup() ? PersonalDataMatch.CHECKED + 2 : PersonalDataMatch.FORMED + 6;
        if (CheckDigits.isIin(window.digits())) {
            return Optional.of(finding(PersonalDataKind.IIN, window, strength));
        }
        return CheckDigits.isBin(window.digits())
                ? Optional.of(finding(PersonalDataKind.BIN, window, strength))
                : Optional.empty();
    }

    private Optional<PersonalDataMatch> card(NumberCandidate window) {
        if (window.length() < SHORTEST_CARD
                || !isWrittenAsOne(window)
                || !CARD_PREFIX.matcher(window.digits()).matches()
                || !CheckDigits.isLuhn(window.digits())
                || window.isInThousands()
                || window.holdsDate()
                || window.isOneGroup() && TIME.matcher(window.digits()).matches()) {
            return Optional.empty();
        }
        boolean isPrinted = window.isEven() || CARD_SHAPES.contains(window.shape());
        if (!isPrinted && !isWrittenSomehow(window)) {
            return Optional.empty();
        }
        return Optional.of(finding(PersonalDataKind.CARD, window, isPrinted ? PersonalDataMatch.CHECKED : PersonalDataMatch.LIKELY));
    }

    /// A card of a usual length in a few groups of any lengths.
    private boolean isWrittenSomehow(NumberCandidate window) {
        int start = window.start();
        int end = window.end();
        boolean beginsWord = start == 0 || !Character.isLetter(numeric.charAt(start - 1));
        boolean isFraction = end + 1 < numeric.length()
                && numeric.charAt(end) == ','
                && NormalizedText.isDigit(numeric.charAt(end + 1));
        return isUsual(window)
                && beginsWord
                && !isFraction
                && window.hasOnly(Gap.SPACE, Gap.DASH, Gap.DOT)
                && window.groups().stream().allMatch(group -> group.length() > 1);
    }

    private static boolean isUsual(NumberCandidate window) {
        return window.length() == 15 || window.length() == 16;
    }

    /// All gaps of one kind; only blanks and hyphens mix.
    private static boolean isWrittenAsOne(NumberCandidate window) {
        return window.gaps().size() <= 1 && !window.gaps().contains(Gap.BRACKET) || window.hasOnly(Gap.SPACE, Gap.DASH);
    }

    private boolean isSum(NumberCandidate window) {
        return window.isInThousands() && Amounts.isBeside(reading.text(), window.start(), window.end());
    }

    private static PersonalDataMatch finding(PersonalDataKind kind, NumberCandidate window, int strength) {
        return new PersonalDataMatch(kind, window.start(), window.end(), window.digits(), strength);
    }
}
